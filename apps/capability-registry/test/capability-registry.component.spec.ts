import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import {
  CapabilityRegistryServiceClient,
  SubjectChangeKind,
  SubjectExpired,
  SubjectKind,
  SubjectRegistered,
  SubjectUpdated,
} from '@bodybroker/contracts-capability-registry';
import { Struct } from '@bodybroker/contracts-common';
import type { Client } from '@bodybroker/nats-sdk';
import { MemoryStore } from '@bodybroker/storage';
import { ManualClock, createTestBroker, publishedEvents, startHarness, type ServiceHarness } from '@bodybroker/testing';
import { service } from '../src/service.js';

const { SERVICE, CLIENT, MODEL, PROVIDER } = SubjectKind;
const LEASE_MS = 10_000n;
const contentPath = join(__dirname, '../content');
const struct = (json: object): Struct => Struct.fromJson(json as never);
const model = (tokens: number) => struct({ context_tokens: tokens });

describe('capability-registry', () => {
  let clock: ManualClock;
  let harness: ServiceHarness;
  let admin: Client<CapabilityRegistryServiceClient>;

  beforeEach(async () => {
    clock = new ManualClock();
    const environment = { BB_SWEEP_MS: '10', BB_BACKEND_LEASE_MS: '600000' };
    const store = new MemoryStore('capability-registry', { clock });
    harness = await startHarness(service, { clock, store, environment, contentPath, broker: createTestBroker() });
    admin = harness.client(CapabilityRegistryServiceClient, { actor: { kind: 'admin', id: 'a' } });
    await publishedEvents(harness.broker, SubjectRegistered, 1);
  });

  afterEach(() => harness.stop());

  const as = (kind: 'service' | 'player', id: string) =>
    harness.client(CapabilityRegistryServiceClient, { actor: { kind, id } });
  const capability = (name: string, version = '1.0.0', attributes = struct({})) => ({ name, version, attributes });
  const register = (
    kind: SubjectKind,
    id: string,
    capabilities: readonly ReturnType<typeof capability>[],
    { generation = 1n, client = admin }: { generation?: bigint; client?: typeof admin } = {},
  ) =>
    client.registerCapabilities({
      subject: { kind, id },
      capabilities: [...capabilities],
      leaseMs: LEASE_MS,
      generation,
    });

  it('lets a service register itself, and nobody else as a service', async () => {
    const own = as('service', 'quest-system');
    const { leaseId, expiresMs } = await register(
      SERVICE,
      'quest-system',
      [capability('service.quest-system', '0.1.0')],
      {
        client: own,
      },
    );
    expect(expiresMs).toBe(BigInt(clock.now()) + LEASE_MS);
    clock.advance(9000);
    expect(await own.renewLease({ leaseId })).toEqual({ leaseId, expiresMs: BigInt(clock.now()) + LEASE_MS });
    expect((await own.listSubjects({ kind: SERVICE })).subjects).toMatchObject([
      { id: 'quest-system', capabilities: [{ name: 'service.quest-system', version: '0.1.0' }] },
    ]);
    await expect(register(SERVICE, 'payment', [], { client: own })).rejects.toMatchObject({
      code: 'PERMISSION_DENIED',
      reason: 'NOT_YOUR_SUBJECT',
    });
    await expect(as('player', 'p1').renewLease({ leaseId })).rejects.toMatchObject({ reason: 'NOT_YOUR_SUBJECT' });
  });

  it('lets a player register clients of their own only', async () => {
    const p1 = as('player', 'p1');
    const render = capability('client.render', '1.0.0', struct({ tier: 2, shadows: true }));
    await register(CLIENT, 'p1.phone', [render], { client: p1 });
    expect(await p1.getSubject({ kind: CLIENT, id: 'p1.phone' })).toMatchObject({ generation: 1n });
    for (const id of ['p2', 'p12', 'p2.phone']) {
      await expect(register(CLIENT, id, [render], { client: p1 })).rejects.toMatchObject({ code: 'PERMISSION_DENIED' });
    }
    await expect(register(MODEL, 'p1', [], { client: p1 })).rejects.toMatchObject({ code: 'PERMISSION_DENIED' });
  });

  it('takes a subject out of every answer the moment its lease ends, and tells of it once', async () => {
    const { leaseId } = await register(MODEL, 'm:1', [capability('ai.chat')]);
    clock.advance(10_000);
    const gone = { code: 'NOT_FOUND' };
    await expect(admin.getSubject({ kind: MODEL, id: 'm:1' })).rejects.toMatchObject({ ...gone, reason: 'SUBJECT' });
    await expect(admin.renewLease({ leaseId })).rejects.toMatchObject({ ...gone, reason: 'LEASE' });
    expect((await admin.listSubjects({ kind: MODEL })).subjects).toEqual([]);
    expect((await admin.findSubjects({ requirements: [{ name: 'ai.chat' }] })).matches).toEqual([]);
    expect(await publishedEvents(harness.broker, SubjectExpired, 1)).toMatchObject([
      { payload: { id: 'm:1', reason: 'LEASE_ENDED' }, subject: 'sys.capability.subject_expired._' },
    ]);
    await register(MODEL, 'm:1', [capability('ai.chat')]);
    expect(await admin.getSubject({ kind: MODEL, id: 'm:1' })).toMatchObject({ id: 'm:1' });
  });

  it('replaces a registration by a higher generation, and refuses a lower one while it lives', async () => {
    const old = await register(MODEL, 'm:1', [capability('ai.chat')], { generation: 5n });
    await register(MODEL, 'm:1', [capability('ai.embed')], { generation: 6n });
    await expect(register(MODEL, 'm:1', [capability('ai.chat')], { generation: 5n })).rejects.toMatchObject({
      code: 'FAILED_PRECONDITION',
      reason: 'STALE_GENERATION',
      details: { generation: '6' },
    });
    await expect(admin.renewLease({ leaseId: old.leaseId })).rejects.toMatchObject({ reason: 'LEASE' });
    expect((await admin.listSubjects({ capability: 'ai.chat' })).subjects).toEqual([]);
    expect((await admin.listSubjects({ capability: 'ai.embed' })).subjects).toHaveLength(1);
    expect(await publishedEvents(harness.broker, SubjectUpdated, 1)).toMatchObject([{ payload: { generation: 6n } }]);
    clock.advance(10_000);
    await expect(register(MODEL, 'm:1', [], { generation: 5n })).resolves.toMatchObject({ rejected: [] });
  });

  it('does not tell of a registration that says the same', async () => {
    await register(MODEL, 'm:1', [capability('ai.chat')]);
    await register(MODEL, 'm:1', [capability('ai.chat')]);
    expect(await publishedEvents(harness.broker, SubjectUpdated, 0)).toHaveLength(0);
  });

  it('leaves out what is there twice or conflicts, and says so', async () => {
    const { rejected } = await register(MODEL, 'm:1', [
      capability('ai.local'),
      capability('ai.remote'),
      capability('ai.chat'),
      capability('ai.chat'),
      capability('ai.chat', '2.0.0'),
    ]);
    expect(rejected).toEqual([
      { name: 'ai.remote', version: '1.0.0', reason: 'CONFLICTS', against: 'ai.local' },
      { name: 'ai.chat', version: '1.0.0', reason: 'DUPLICATE', against: 'ai.chat' },
    ]);
  });

  it('finds who fits, best first', async () => {
    await register(MODEL, 'small:1', [capability('ai.chat.stream', '1.2.0', model(2048)), capability('ai.local')]);
    await register(MODEL, 'big:1', [capability('ai.chat.stream', '1.0.0', model(8192))]);
    await register(MODEL, 'house:1', [capability('ai.chat.stream', '1.1.0', model(4096)), capability('ai.local')]);
    await register(MODEL, 'old:1', [capability('ai.chat.stream', '0.9.0', model(9000))]);
    const required = { name: 'ai.chat.stream', range: '>=1.0', condition: 'attributes.context_tokens >= 4096' };
    const { matches } = await admin.findSubjects({
      requirements: [required, { name: 'ai.local', optional: true, weight: 2 }, { name: 'ai.embed', optional: true }],
      kind: MODEL,
    });
    expect(matches).toMatchObject([
      { subject: { id: 'house:1' }, score: 2, satisfied: ['ai.chat.stream', 'ai.local'], missing: ['ai.embed'] },
      { subject: { id: 'big:1' }, score: 0 },
    ]);
    expect((await admin.findSubjects({ requirements: [required], limit: 1 })).matches).toMatchObject([
      { subject: { id: 'big:1' } },
    ]);
  });

  it('agrees with a client on the highest common version, and on what both can do', async () => {
    const p1 = as('player', 'p1');
    const offered = [
      { name: 'codec', range: '1 - 3', attributes: struct({ formats: ['json'], max_message_bytes: 4096 }) },
      { name: 'client.render', range: '2', attributes: struct({ tier: 1 }) },
      { name: 'client.smell', range: '1' },
    ];
    const wanted = [{ name: 'codec' }, { name: 'client.render' }, { name: 'client.smell' }, { name: 'client.audio' }];
    const contract = await p1.negotiateCapabilities({ clientId: 'p1.phone', offered, wanted });
    expect(contract.agreed.map(({ name, version }) => [name, version])).toEqual([['codec', '2.0.0']]);
    expect(Struct.toJson(contract.agreed[0]?.attributes ?? struct({}))).toEqual({
      formats: ['json'],
      compression: ['gzip'],
      max_message_bytes: 4096,
    });
    expect(contract.refused).toEqual([
      { name: 'client.render', reason: 'NO_COMMON_VERSION' },
      { name: 'client.smell', reason: 'NOT_AVAILABLE' },
      { name: 'client.audio', reason: 'NOT_OFFERED' },
    ]);
    expect((await p1.negotiateCapabilities({ clientId: 'p1.phone', offered, wanted })).contractId).toBe(
      contract.contractId,
    );
    const old = [{ name: 'codec', range: '1 - 3', attributes: struct({ formats: ['json'] }) }];
    const lower = await p1.negotiateCapabilities({
      clientId: 'p1',
      offered: old,
      wanted: [{ name: 'codec', range: '1' }],
    });
    expect(lower.agreed).toMatchObject([{ version: '1.0.0' }]);
    await expect(p1.negotiateCapabilities({ clientId: 'p2', offered })).rejects.toMatchObject({
      reason: 'NOT_YOUR_PLAYER',
    });
  });

  it('compares two subjects, and a subject with requirements', async () => {
    await register(MODEL, 'a:1', [capability('ai.chat', '1.2.0', model(100)), capability('ai.local')]);
    await register(MODEL, 'b:1', [capability('ai.chat', '1.0.0', model(200)), capability('ai.embed')]);
    const subjectA = { kind: MODEL, id: 'a:1' };
    const against = { oneofKind: 'subjectB', subjectB: { kind: MODEL, id: 'b:1' } } as const;
    expect(await admin.checkCompatibility({ subjectA, against })).toMatchObject({
      compatible: false,
      missing: [{ name: 'ai.embed', reason: 'ABSENT' }],
      warnings: [{ name: 'ai.chat', reason: 'ATTRIBUTES' }],
    });
    const requirements = {
      requirements: [
        { name: 'ai.chat', range: '^1.1' },
        { name: 'ai.embed', optional: true },
      ],
    };
    expect(
      await admin.checkCompatibility({
        subjectA,
        against: { oneofKind: 'requirements', requirements: requirements as never },
      }),
    ).toMatchObject({ compatible: true, missing: [], warnings: [{ name: 'ai.embed', reason: 'OPTIONAL' }] });
    await expect(admin.checkCompatibility({ subjectA })).rejects.toMatchObject({ reason: 'FIELD_REQUIRED' });
  });

  it.each([
    ['an unknown capability', [capability('nobody.knows')], 'NOT_FOUND', 'CAPABILITY'],
    ['a bad version', [capability('ai.chat', 'one')], 'INVALID_ARGUMENT', 'BAD_VERSION'],
    [
      'attributes of a wrong kind',
      [capability('ai.chat', '1.0.0', struct({ context_tokens: 'many' }))],
      'INVALID_ARGUMENT',
      'ATTRIBUTES',
    ],
    [
      'attributes over 16 KiB',
      [capability('service.x', '1.0.0', struct({ a: 'x'.repeat(17_000) }))],
      'INVALID_ARGUMENT',
      'TOO_LARGE',
    ],
  ])('refuses %s', async (_what, capabilities, code, reason) => {
    await expect(register(MODEL, 'm:1', capabilities)).rejects.toMatchObject({ code, reason });
  });

  it('names the path of an attribute that does not fit', async () => {
    await expect(
      register(MODEL, 'm:1', [capability('ai.chat', '1.0.0', struct({ languages: ['cant', 7] }))]),
    ).rejects.toMatchObject({ details: { path: '/languages/1', capability: 'ai.chat' } });
    await expect(register(MODEL, 'm:1', [capability('ai.chat', '1.0.0', struct({ teeth: 1 }))])).rejects.toMatchObject({
      details: { path: '/teeth' },
    });
  });

  it('refuses leases that are too short or too long, and kinds, ranges and conditions that say nothing', async () => {
    for (const leaseMs of [0n, 4999n, 600_001n]) {
      await expect(
        admin.registerCapabilities({ subject: { kind: MODEL, id: 'm' }, leaseMs, generation: 1n }),
      ).rejects.toMatchObject({ code: 'INVALID_ARGUMENT', details: { field: 'lease_ms' } });
    }
    await expect(register(77 as SubjectKind, 'x', [])).rejects.toMatchObject({ reason: 'ENUM_UNSPECIFIED' });
    await expect(register(SubjectKind.UNSPECIFIED, 'x', [])).rejects.toMatchObject({ reason: 'ENUM_UNSPECIFIED' });
    await expect(register(MODEL, 'with blank', [])).rejects.toMatchObject({ details: { field: 'subject.id' } });
    const find = (requirement: object) => admin.findSubjects({ requirements: [requirement] });
    await expect(find({ name: 'ai.chat', range: 'about 3' })).rejects.toMatchObject({ reason: 'BAD_RANGE' });
    await expect(find({ name: 'ai.chat', condition: 'attributes.' })).rejects.toMatchObject({
      reason: 'BAD_CONDITION',
    });
    await expect(find({ name: 'nobody.knows' })).rejects.toMatchObject({ reason: 'CAPABILITY' });
    await expect(admin.findSubjects({})).rejects.toMatchObject({ code: 'INVALID_ARGUMENT' });
    await expect(admin.renewLease({ leaseId: 'lse_!!' })).rejects.toMatchObject({ reason: 'LEASE' });
    await expect(admin.deregisterSubject({ kind: MODEL, id: 'none' })).rejects.toMatchObject({ reason: 'SUBJECT' });
  });

  it('keeps definitions under versions, and checks by the newest', async () => {
    const definition = {
      name: 'organ.scan',
      definitionVersion: '1.0.0',
      jsonSchema: struct({ type: 'object', properties: { depth_mm: { type: 'integer' } } }),
    };
    expect(await admin.defineCapability({ definition, expectedVersion: 0n })).toMatchObject({ version: 1n });
    await expect(admin.defineCapability({ definition, expectedVersion: 0n })).rejects.toMatchObject({
      code: 'VERSION_CONFLICT',
      details: { current_version: '1' },
    });
    await register(MODEL, 'm:1', [capability('organ.scan', '1.0.0', struct({ depth_mm: 3 }))]);
    expect((await admin.listCapabilityDefinitions({ prefix: 'organ' })).definitions).toMatchObject([{ version: 1n }]);
    const bad = { ...definition, jsonSchema: struct({ type: 'nonsense' }) };
    await expect(admin.defineCapability({ definition: bad })).rejects.toMatchObject({ reason: 'BAD_JSON_SCHEMA' });
    await expect(
      admin.defineCapability({ definition: { ...definition, definitionVersion: '1' } }),
    ).rejects.toMatchObject({ reason: 'BAD_VERSION' });
    await expect(as('player', 'p1').defineCapability({ definition })).rejects.toMatchObject({
      code: 'PERMISSION_DENIED',
    });
    const first = await admin.listCapabilityDefinitions({ pageSize: 3 });
    const next = await admin.listCapabilityDefinitions({ pageSize: 200, pageToken: first.nextPageToken });
    const names = [...first.definitions, ...next.definitions].map(({ name }) => name);
    expect(names).toEqual([...new Set(names)].sort());
    expect(names).toContain('service.*');
  });

  it('lists subjects page by page, and forgets who leaves', async () => {
    for (const id of ['c', 'a', 'b']) await register(MODEL, id, [capability('ai.chat')]);
    const first = await admin.listSubjects({ kind: MODEL, pageSize: 2 });
    expect(first.subjects.map(({ id }) => id)).toEqual(['a', 'b']);
    const rest = await admin.listSubjects({ kind: MODEL, pageSize: 2, pageToken: first.nextPageToken });
    expect(rest).toMatchObject({ subjects: [{ id: 'c' }], nextPageToken: '' });
    await expect(admin.listSubjects({ kind: CLIENT, pageToken: first.nextPageToken })).rejects.toMatchObject({
      reason: 'BAD_PAGE_TOKEN',
    });
    await expect(admin.deregisterSubject({ kind: MODEL, id: 'b', generation: 7n })).rejects.toMatchObject({
      reason: 'STALE_GENERATION',
    });
    await admin.deregisterSubject({ kind: MODEL, id: 'b', generation: 1n });
    expect((await admin.listSubjects({ kind: MODEL })).subjects.map(({ id }) => id)).toEqual(['a', 'c']);
    expect(await publishedEvents(harness.broker, SubjectExpired, 1)).toMatchObject([
      { payload: { reason: 'DEREGISTERED' } },
    ]);
  });

  it('shows a watcher who is there, then who comes, changes and goes', async () => {
    await register(MODEL, 'a', [capability('ai.chat')]);
    const leaving = new AbortController();
    const seen: string[] = [];
    const watch = (async () => {
      const changes = admin.watchCapabilities({ kind: MODEL, capability: 'ai.chat' }, { signal: leaving.signal });
      for await (const { change, subject } of changes) seen.push(`${SubjectChangeKind[change]} ${subject?.id}`);
    })().catch(() => undefined);
    const until = async (count: number): Promise<void> => {
      for (let turn = 0; seen.length < count && turn < 400; turn += 1) await delay(5);
    };
    await until(1);
    await register(PROVIDER, 'x', [capability('ai.chat')]);
    await register(MODEL, 'b', [capability('ai.chat')]);
    await until(2);
    await register(MODEL, 'b', [capability('ai.chat'), capability('ai.local')], { generation: 2n });
    await until(3);
    await admin.deregisterSubject({ kind: MODEL, id: 'a' });
    await until(4);
    await register(MODEL, 'b', [capability('ai.embed')], { generation: 3n });
    await until(5);
    expect(seen).toEqual(['ADDED a', 'ADDED b', 'UPDATED b', 'EXPIRED a', 'EXPIRED b']);
    leaving.abort();
    await watch;
  });

  it('gives one of two that register at once the subject, whichever order they come in', async () => {
    const results = await Promise.allSettled(
      [3n, 4n, 5n].map((generation) => register(MODEL, 'race', [capability('ai.chat')], { generation })),
    );
    expect(results.some(({ status }) => status === 'fulfilled')).toBe(true);
    expect(await admin.getSubject({ kind: MODEL, id: 'race' })).toMatchObject({ generation: 5n });
  });

  it('offers clients what the backend as a whole can do', async () => {
    expect(await admin.getSubject({ kind: PROVIDER, id: 'backend' })).toMatchObject({ id: 'backend' });
  });
});
