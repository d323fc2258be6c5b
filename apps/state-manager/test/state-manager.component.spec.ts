import { AccountDeleted } from '@bodybroker/contracts-auth';
import { Struct, Value } from '@bodybroker/contracts-common';
import {
  ChangeKind,
  StateChanged,
  StateManagerServiceClient,
  type StateChange,
} from '@bodybroker/contracts-state-manager';
import {
  createEvent,
  createMemoryBroker,
  decodeEvent,
  decodePayload,
  EventPublisher,
  type Client,
  type MemoryConnection,
  type StoredMessage,
} from '@bodybroker/nats-sdk';
import { MemoryStore } from '@bodybroker/storage';
import { ManualClock, startHarness, type ServiceHarness } from '@bodybroker/testing';
import { service } from '../src/service.js';

const json = (value: Parameters<typeof Struct.fromJson>[0]): Struct => Struct.fromJson(value);
const refused = (code: string, reason: string, details: Record<string, string> = {}): object =>
  expect.objectContaining({ code, reason, details: expect.objectContaining(details) as object }) as object;

const topology = {
  streams: [
    { name: 'GAME_EVENTS', subjects: ['game.>'] },
    { name: 'SYSTEM_EVENTS', subjects: ['sys.>'] },
  ],
  buckets: [{ name: 'contracts' }],
  consumers: [],
};

const slot = { namespace: 'saves', ownerId: 'ana', key: 'slot1' };
const other = { ...slot, key: 'slot2' };

describe('state-manager', () => {
  let clock: ManualClock;
  let harness: ServiceHarness;
  let outside: MemoryConnection;
  let ana: Client<StateManagerServiceClient>;
  let bob: Client<StateManagerServiceClient>;
  let trusted: Client<StateManagerServiceClient>;
  let ended: AbortController;

  const player = (id: string) => harness.client(StateManagerServiceClient, { actor: { kind: 'player', id } });
  const valueOf = async (id = slot) => Struct.toJson((await trusted.getState(id)).value ?? json({}));

  beforeEach(async () => {
    clock = new ManualClock();
    harness = await startHarness(service, {
      broker: createMemoryBroker({ topology }),
      clock,
      environment: { BB_STATE_EMIT_NAMESPACES: 'loud' },
    });
    outside = harness.broker.connect();
    ended = new AbortController();
    ana = player('ana');
    bob = player('bob');
    trusted = harness.client(StateManagerServiceClient, { actor: { kind: 'service', id: 'test' } });
  });

  afterEach(async () => {
    ended.abort();
    await outside.close();
    await harness.stop();
  });

  it('lets the second of two puts of a new entry know the version that is there', async () => {
    const put = { ...slot, expectedVersion: 0n, value: json({ n: 1 }) };
    expect(await ana.putState(put)).toMatchObject({ ...slot, version: 1n, permissionRead: 1, permissionWrite: 1 });
    await expect(ana.putState(put)).rejects.toEqual(
      refused('VERSION_CONFLICT', 'VERSION_CONFLICT', { current_version: '1' }),
    );
  });

  it('lets one of 20 parallel puts at one version win', async () => {
    await ana.putState({ ...slot, value: json({}) });
    const puts = Array.from({ length: 20 }, (_, n) =>
      ana.putState({ ...slot, expectedVersion: 1n, value: json({ n }) }),
    );
    const outcomes = await Promise.allSettled(puts);
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect((await ana.getState(slot)).version).toBe(2n);
  });

  it('does a transaction whole or not at all', async () => {
    await ana.putState({ ...slot, value: json({ n: 1 }) });
    const ops = (expectedVersion: bigint) => [
      { id: slot, operation: { oneofKind: 'put', put: { value: json({ n: 2 }) } } as const },
      { id: other, operation: { oneofKind: 'put', put: { value: json({ n: 3 }) } } as const },
      { id: { ...slot, key: 'guard' }, expectedVersion, operation: { oneofKind: 'check', check: {} } as const },
    ];
    await expect(ana.transactState({ ops: ops(7n) })).rejects.toEqual(refused('VERSION_CONFLICT', 'VERSION_CONFLICT'));
    expect(await valueOf()).toEqual({ n: 1 });
    await expect(ana.getState(other)).rejects.toEqual(refused('NOT_FOUND', 'STATE_NOT_FOUND'));
    const { results } = await ana.transactState({ ops: ops(0n) });
    expect(results.map(({ version }) => version)).toEqual([2n, 1n, 0n]);
    expect(await valueOf(other)).toEqual({ n: 3 });
  });

  it('does a transaction once per idempotency key', async () => {
    const request = { ops: [{ id: slot, operation: { oneofKind: 'put', put: { value: json({}) } } as const }] };
    const first = await ana.transactState(request, { idempotencyKey: 'k1' });
    expect(await ana.transactState(request, { idempotencyKey: 'k1' })).toEqual(first);
    expect((await ana.getState(slot)).version).toBe(1n);
    await expect(
      ana.transactState({ ops: [...request.ops].map((op) => ({ ...op, id: other })) }, { idempotencyKey: 'k1' }),
    ).rejects.toEqual(refused('INVALID_ARGUMENT', 'IDEMPOTENCY_KEY_REUSED'));
  });

  it('keeps a counter above its minimum, and loses none of 50 parallel increments', async () => {
    await ana.putState({ ...slot, value: json({ hp: 3, bag: [], deep: {} }) });
    const add = (delta: bigint) => ana.incrementState({ ...slot, path: '/hp', delta, min: 0n });
    await expect(add(-5n)).rejects.toEqual(refused('FAILED_PRECONDITION', 'OUT_OF_RANGE', { value: '3' }));
    await Promise.all(Array.from({ length: 50 }, () => add(1n)));
    expect(await add(0n)).toMatchObject({ value: 53n });
    expect(await valueOf()).toEqual({ hp: 53, bag: [], deep: {} });
  });

  it('counts exactly beyond what a double holds', async () => {
    const big = 9_007_199_254_740_993n;
    await ana.incrementState({ ...slot, path: '/n', delta: big });
    expect(await ana.incrementState({ ...slot, path: '/n', delta: 2n })).toMatchObject({ value: big + 2n });
  });

  it('adds once per idempotency key', async () => {
    const add = () => ana.incrementState({ ...slot, path: '/n', delta: 1n }, { idempotencyKey: 'once' });
    expect(await add()).toEqual({ value: 1n, version: 1n });
    expect(await add()).toEqual({ value: 1n, version: 1n });
  });

  it('patches by RFC 7396 and RFC 6902, and changes nothing when a test fails', async () => {
    await ana.putState({ ...slot, value: json({ a: 1, b: { c: 2, d: 3 } }) });
    const mergePatch = json({ b: { c: null }, e: [] });
    const merged = await ana.patchState({ ...slot, patch: { oneofKind: 'mergePatch', mergePatch } });
    expect(Struct.toJson(merged.value ?? json({}))).toEqual({ a: 1, b: { d: 3 }, e: [] });
    const operations = [
      { op: 'replace', path: '/a', value: Value.fromJson(5) },
      { op: 'test', path: '/b/d', value: Value.fromJson(4) },
    ];
    const patch = { oneofKind: 'jsonPatch', jsonPatch: { operations } } as const;
    await expect(ana.patchState({ ...slot, patch })).rejects.toEqual(
      refused('FAILED_PRECONDITION', 'PATCH_TEST_FAILED'),
    );
    expect(await valueOf()).toEqual({ a: 1, b: { d: 3 }, e: [] });
    await expect(ana.patchState(slot)).rejects.toEqual(refused('INVALID_ARGUMENT', 'BAD_PATCH'));
  });

  it('shows and lets change what permissions say', async () => {
    const denied = (reason: string) => refused('PERMISSION_DENIED', reason);
    await ana.putState({ ...slot, value: json({}) });
    await expect(bob.getState(slot)).rejects.toEqual(denied('STATE_NOT_READABLE'));
    await expect(bob.getState({ ...slot, key: 'nothing' })).rejects.toEqual(denied('STATE_NOT_READABLE'));
    await expect(bob.putState({ ...slot, value: json({}) })).rejects.toEqual(denied('STATE_NOT_WRITABLE'));
    await trusted.putState({ ...slot, value: json({}), permissionRead: 2, permissionWrite: 0 });
    expect(await bob.getState(slot)).toMatchObject({ version: 2n });
    await expect(ana.deleteState(slot)).rejects.toEqual(denied('STATE_NOT_WRITABLE'));
    const batch = await bob.batchGetState({ ids: [slot, other] });
    expect(batch.entries.map(({ key }) => key)).toEqual(['slot1']);
    expect(batch.missing).toEqual([other]);
  });

  it('lists an owner’s keys by prefix, in pages', async () => {
    for (const key of ['b', 'a1', 'a2', 'a3']) await ana.putState({ ...slot, key, value: json({}) });
    const first = await ana.listStates({ namespace: 'saves', keyPrefix: 'a', pageSize: 2 });
    expect(first.entries.map(({ key }) => key)).toEqual(['a1', 'a2']);
    const request = { namespace: 'saves', keyPrefix: 'a', pageSize: 2, pageToken: first.nextPageToken };
    const second = await ana.listStates(request);
    expect(second).toMatchObject({ entries: [{ key: 'a3' }], nextPageToken: '' });
    await expect(ana.listStates({ ...request, keyPrefix: 'b' })).rejects.toEqual(
      refused('INVALID_ARGUMENT', 'BAD_PAGE_TOKEN'),
    );
    expect((await bob.listStates({ namespace: 'saves', ownerId: 'ana' })).entries).toEqual([]);
  });

  it('restores an old value as a new version, also after a deletion', async () => {
    await ana.putState({ ...slot, value: json({ n: 1 }) });
    await ana.putState({ ...slot, value: json({ n: 2 }) });
    expect(await ana.deleteState(slot)).toEqual({ deletedVersion: 3n });
    const { revisions } = await ana.getHistory(slot);
    expect(revisions.map(({ version, kind }) => [version, kind])).toEqual([
      [3n, ChangeKind.DELETE],
      [2n, ChangeKind.PUT],
      [1n, ChangeKind.PUT],
    ]);
    expect(await ana.restoreState({ ...slot, toVersion: 1n, expectedVersion: 0n })).toMatchObject({ version: 4n });
    expect(await valueOf()).toEqual({ n: 1 });
    await expect(ana.restoreState({ ...slot, toVersion: 9n })).rejects.toEqual(
      refused('NOT_FOUND', 'REVISION_NOT_FOUND'),
    );
    await expect(bob.getHistory(slot)).rejects.toEqual(refused('PERMISSION_DENIED', 'STATE_NOT_READABLE'));
  });

  it('lets an entry end by itself, as a version', async () => {
    await ana.putState({ ...slot, value: json({}), ttlMs: 5000n });
    clock.advance(5000);
    await expect(ana.getState(slot)).rejects.toEqual(refused('NOT_FOUND', 'STATE_NOT_FOUND'));
    expect(await ana.putState({ ...slot, value: json({}), expectedVersion: 0n })).toMatchObject({ version: 3n });
  });

  it('tells a watcher of a put and a deletion by another caller', async () => {
    const seen = ana.watchState({ namespace: 'saves' }, { signal: ended.signal })[Symbol.asyncIterator]();
    const next = async (): Promise<StateChange> => (await seen.next()).value as StateChange;
    expect(await next()).toEqual({ kind: ChangeKind.SNAPSHOT });
    await bob.putState({ ...slot, ownerId: 'bob', value: json({}) });
    await trusted.putState({ ...slot, value: json({ n: 7 }) });
    expect(await next()).toMatchObject({ kind: ChangeKind.PUT, entry: { key: 'slot1', ownerId: 'ana', version: 1n } });
    await trusted.deleteState(slot);
    expect(await next()).toMatchObject({ kind: ChangeKind.DELETE, entry: { key: 'slot1', version: 2n } });
  });

  it('tells a watcher nothing of what it may not read, not even that it is gone', async () => {
    const watch = { namespace: 'saves', ownerId: 'ana' };
    const seen = bob.watchState(watch, { signal: ended.signal })[Symbol.asyncIterator]();
    await seen.next();
    await ana.putState({ ...slot, value: json({}) });
    await ana.deleteState(slot);
    await ana.putState({ ...other, value: json({}), permissionRead: 2 });
    expect((await seen.next()).value).toMatchObject({ kind: ChangeKind.PUT, entry: { key: 'slot2' } });
  });

  it('tells a watcher of other replicas’ writes', async () => {
    const store = new MemoryStore('state-manager', { clock });
    const replicas = [harness.broker, harness.broker].map((broker, at) =>
      startHarness(service, { broker, store, clock, instance: `r${at}` }),
    );
    const running = await Promise.all(replicas);
    await harness.service.stop({ timeoutMs: 1000 });
    const seen = ana.watchState({ namespace: 'saves' }, { signal: ended.signal })[Symbol.asyncIterator]();
    await seen.next();
    for (let n = 0; n < 6; n += 1) await ana.putState({ ...slot, key: `k${n}`, value: json({}) });
    const keys = new Set<string | undefined>();
    while (keys.size < 6) keys.add(((await seen.next()).value as StateChange).entry?.key);
    expect([...keys].sort()).toEqual(['k0', 'k1', 'k2', 'k3', 'k4', 'k5']);
    ended.abort();
    for (const replica of running) await replica.stop();
  });

  it('publishes changes of the namespaces that are to be heard, and of no other', async () => {
    const heard = outside.events.read('GAME_EVENTS', { start: { from: 'all' }, end: 'follow', signal: ended.signal });
    await ana.putState({ ...slot, value: json({}) });
    await ana.putState({ ...slot, namespace: 'loud', value: json({}) });
    const { value: first } = (await heard[Symbol.asyncIterator]().next()) as IteratorYieldResult<StoredMessage>;
    expect(first.subject).toBe('game.state.changed.ana');
    expect(decodePayload(StateChanged, decodeEvent(first.data))).toEqual({
      ...slot,
      namespace: 'loud',
      version: 1n,
      kind: ChangeKind.PUT,
    });
  });

  it('erases what belonged to a deleted account, histories too', async () => {
    await ana.putState({ ...slot, value: json({ secret: 1 }) });
    await bob.putState({ ...slot, ownerId: 'bob', value: json({}) });
    const gone = ana.watchState({ namespace: 'saves' }, { signal: ended.signal })[Symbol.asyncIterator]();
    await gone.next();
    const event = createEvent(
      AccountDeleted,
      { accountId: 'ana' },
      { source: 'auth', clock, entityId: 'ana', entityVersion: 1 },
    );
    await new EventPublisher(outside.events).publish(event);
    expect((await gone.next()).value).toMatchObject({ kind: ChangeKind.DELETE });
    const { revisions } = await trusted.getHistory(slot);
    expect(revisions.filter(({ value }) => value !== undefined)).toEqual([]);
    expect(await bob.getState({ ...slot, ownerId: 'bob' })).toMatchObject({ version: 1n });
  });

  it.each<[string, Promise<Struct> | Struct, string]>([
    [
      'too deep',
      Array.from({ length: 33 }).reduce<Struct>((inner) => json({ a: Struct.toJson(inner) }), json({})),
      'VALUE_TOO_DEEP',
    ],
    ['too large', json({ a: 'x'.repeat(256 * 1024) }), 'VALUE_TOO_LARGE'],
  ])('refuses a value that is %s', async (_name, value, reason) => {
    await expect(ana.putState({ ...slot, value: await value })).rejects.toEqual(refused('INVALID_ARGUMENT', reason));
  });
});
