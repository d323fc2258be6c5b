import { readFile } from 'node:fs/promises';
import { Api } from './api.js';
import { eventually } from './eventually.js';
import { HostileClient } from './hostile/hostile-client.js';
import { hostileRound, learnRound, type RoundOptions } from './hostile/hostile-round.js';
import { KnownValues } from './hostile/known-values.js';
import { readMethods } from './hostile/read-methods.js';
import type { TargetMethod } from './hostile/target-method.js';
import { ADMIN, SERVICES, startStack, type ServiceName, type Stack } from './stack.js';

const only = process.env['E2E_SERVICES']?.split(',') as readonly ServiceName[] | undefined;
const services = only ?? SERVICES;
/** More rounds send other input: E2E_HOSTILE_ROUNDS=10 E2E_HOSTILE_BUDGET=150 for a night. */
const rounds = Number(process.env['E2E_HOSTILE_ROUNDS'] ?? 1);
/** Cases of one method in one round. */
const budget = Number(process.env['E2E_HOSTILE_BUDGET'] ?? 40);
/** Of one process, in MiB, while the same input comes again: 4 KiB kept of each request that the gateway gets would show. */
const GROWTH_MIB = 48;

/** What calls to services and providers get that this input has itself made up. That the real ones are there is looked at last. */
const EXCUSED = ['NO_INSTANCE', 'NO_PROVIDER', 'NO_RESPONDERS', 'CIRCUIT_OPEN'];
/** What no contract says and no answer shows, so that messages come further than the first check. */
const HINTS = {
  currency: ['MARK'],
  email: ['probe@example.org'],
  password: ['a-long-enough-word-7'],
  newPassword: ['a-long-enough-word-7'],
  deviceId: ['probe-device-1'],
  roles: ['player'],
  path: ['/level'],
  version: ['1.0.0'],
  range: ['^1.0.0'],
  condition: ['true'],
  match: ['true'],
  jsonSchema: ['{"type":"object"}'],
  revealedBy: ['quest:probe'],
  owner: ['npc:probe'],
  toOwner: ['npc:probe'],
  pageToken: [''],
} as const;

/** An admin may drain instances and close doors, and some of this input does; so it has a stack of its own. */
describe('hostile input, to every method through the gateway', () => {
  let stack: Stack;
  let methods: ReadonlyMap<string, readonly TargetMethod[]>;
  let options: RoundOptions;

  beforeAll(async () => {
    stack = await startStack({ services, env: { BB_TRUSTED_PROXIES: '1' } });
    const api = new Api(stack.url);
    methods = await readMethods(stack.natsAccess);
    const client = await HostileClient.login(stack.url, api);
    const other = await api.player();
    const known = new KnownValues(
      {
        playerId: [client.player.id, client.player.id, client.player.id, other.id],
        accountId: [other.id],
        ownerId: [client.player.id, other.id],
        worldId: ['main'],
        ...HINTS,
      },
      [ADMIN.username, await bootstrapAdminId(api)],
    );
    options = {
      client,
      known,
      budget,
      seed: 'hostile-0',
      unavailable: EXCUSED,
    };
  }, 120_000);
  afterAll(() => stack.stop());

  it('finds the methods of every service', () => {
    expect([...methods.keys()]).toEqual([...services].sort());
  });

  it.each(services)(
    '%s takes plausible messages',
    async (service) => {
      expect(told(await learnRound(methods.get(service) ?? [], options))).toBe('');
    },
    60_000,
  );

  it.each(services)(
    '%s refuses what is hostile, in its own words',
    async (service) => {
      const faults: string[] = [];
      for (let round = 0; round < rounds; round += 1) {
        faults.push(...(await hostileRound(methods.get(service) ?? [], { ...options, seed: `hostile-${round}` })));
      }
      expect(told(faults)).toBe('');
    },
    60_000 * rounds,
  );

  it('leaves every process ready, and none has started again', async () => {
    for (const { name, child, healthUrl } of stack.running) {
      expect({ name, exitCode: child.exitCode, signal: child.signalCode }).toEqual({
        name,
        exitCode: null,
        signal: null,
      });
      await eventually(
        async () =>
          expect({ name, status: (await fetch(`${healthUrl}/readyz`)).status }).toEqual({ name, status: 200 }),
        10_000,
      );
    }
  }, 60_000);

  it('leaves memory as it is when all of it comes again', async () => {
    // Caches fill at first and a heap takes its time; a leak takes as much every time.
    let grown: readonly string[] = [];
    for (let repeat = 0; repeat < 3; repeat += 1) {
      const before = await residentMiB(stack);
      for (const service of services) await hostileRound(methods.get(service) ?? [], options);
      grown = [...(await residentMiB(stack))]
        .map(([name, mib]) => ({ name, from: before.get(name) ?? 0, to: mib }))
        .filter(({ from, to }) => to - from > GROWTH_MIB)
        .map(({ name, from, to }) => `${name}: ${from} -> ${to} MiB`);
      if (grown.length === 0) break;
    }
    expect(grown).toEqual([]);
  }, 300_000);
});

/** Faults as one text: Jest shows it as it is. */
const told = (faults: readonly string[]): string => faults.join('\n\n');

async function bootstrapAdminId(api: Api): Promise<string> {
  const [, claims = ''] = (await api.adminToken()).split('.');
  return String((JSON.parse(Buffer.from(claims, 'base64url').toString()) as { readonly sub: unknown }).sub);
}

async function residentMiB({ running }: Stack): Promise<ReadonlyMap<string, number>> {
  const entries = running.map(async ({ name, child }) => {
    const status = await readFile(`/proc/${String(child.pid)}/status`, 'utf8');
    return [name, Math.round(Number(/VmRSS:\s+(\d+)/.exec(status)?.[1]) / 1024)] as const;
  });
  return new Map(await Promise.all(entries));
}
