import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { connectNats, createUserKey, publishDeadLetter, type UserKey } from '@bodybroker/nats-sdk';
import type { StatusReport } from '../src/status/collect-status.js';
import { Backend } from './backend.js';
import { runCommand } from './run-command.js';

jest.setTimeout(120_000);

const ACCOUNTS = readFileSync(resolve(__dirname, '../../../deploy/nats/accounts.conf'), 'utf8');

/** The accounts of production with new keys in place of the variables. */
function accountsWithKeys(): { readonly config: string; keyOf(user: string): UserKey } {
  const keys = new Map<string, UserKey>();
  const keyOf = (variable: string): UserKey => {
    const key = keys.get(variable) ?? createUserKey();
    keys.set(variable, key);
    return key;
  };
  const config = ACCOUNTS.replace(/^include .*$/m, '').replace(
    /\$BB_NKEY_([A-Z_]+)/g,
    (_, name: string) => keyOf(name).publicKey,
  );
  return { config, keyOf: (user) => keyOf(user.toUpperCase().replaceAll('-', '_')) };
}

describe('ops with the permissions of production (deploy/nats)', () => {
  const backend = new Backend();
  const { config, keyOf } = accountsWithKeys();
  const scratch = mkdtempSync(join(tmpdir(), 'ops-permissions-'));
  const seedOf = (user: string) => ({ BB_NATS_NKEY_SEED: keyOf(user).seed });
  const asOperator = (...words: string[]) =>
    runCommand(words, {
      environment: {
        ...backend.environment,
        ...seedOf('operator'),
        BB_SYSTEM_NATS_NKEY_SEED: keyOf('system').seed,
      },
    });

  beforeAll(async () => {
    await backend.startServers(config);
    await backend.applyStreams(seedOf('streams'));
    await backend.startService('event-bus', seedOf('event-bus'));
  });
  afterAll(async () => {
    await backend.stop();
    rmSync(scratch, { recursive: true, force: true });
  });

  it('lets the operator see everything, the system account the servers', async () => {
    const { code, json } = await asOperator('status', '--json');
    const report = json<StatusReport>();
    expect(report.problems).toEqual([]);
    expect(report.services?.map(({ name }) => name)).toEqual(['event-bus']);
    expect(report.nodes).toHaveLength(1);
    expect(report.streams?.find(({ name }) => name === 'GAME_EVENTS')?.durables.length).toBeGreaterThan(5);
    expect(code).toBe(0);
  });

  it('lets the operator redrive dead letters', async () => {
    const operator = { ...seedOf('operator') };
    const connection = await connectNats({
      servers: [backend.nats.url],
      name: 'test',
      nkeySeed: operator.BB_NATS_NKEY_SEED,
      inboxPrefix: '_INBOX_operator',
    });
    const { stream, sequence } = await connection.events.publish('game.test.happened._', Buffer.from('x'));
    const message = await connection.events.get(stream, sequence);
    if (message === undefined) throw new Error('it was just stored');
    const failure = { code: 'UNAVAILABLE', reason: 'TEST', attempts: 5, failedAtMs: Date.now() } as const;
    await publishDeadLetter(connection.events, message, 'quest-system-game', failure);
    expect((await asOperator('dlq', 'list')).out).toContain('quest-system-game');
    expect((await asOperator('dlq', 'redrive', '--all', '--yes')).out).toMatch(/1 +done/);
    expect((await connection.events.stream('DLQ'))?.messages).toBe(0);
    await connection.close();
  });

  it('lets the operator save and restore', async () => {
    const folder = join(scratch, 'saved');
    expect((await asOperator('backup', folder)).code).toBe(0);
    const { code, out } = await asOperator('restore', folder, '--overwrite', '--yes');
    expect([code, out]).toEqual([0, expect.stringMatching(/^GAME_EVENTS +2 +2 +\d+ +yes$/m)]);
  });

  it('says so when the user may not', async () => {
    const { code, error } = await runCommand(['backup', join(scratch, 'other')], {
      environment: { ...backend.environment, ...seedOf('event-bus'), BB_NATS_INBOX_PREFIX: '_INBOX_event-bus' },
    });
    expect(code).toBe(1);
    expect(error).toMatch(/permission|did not answer/i);
    const nobody = await runCommand(['dlq', 'list'], { environment: backend.environment });
    expect([nobody.code, nobody.error]).toEqual([1, expect.stringContaining('no NATS server took the connection')]);
  });
});
