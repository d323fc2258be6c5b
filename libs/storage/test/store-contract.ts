import { drainDue, rangeAcross, shardOf } from '../src/index.js';
import type { Claim, Commit, IndexEntry, OutboxEvent, ReceiptRef, Shard, Store } from '../src/index.js';

/** One store to test, and a way to let its time pass. */
export interface StoreUnderTest {
  readonly store: Store;
  elapse(ms: number): Promise<void>;
}

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const text = (data: Uint8Array | undefined): string | undefined =>
  data === undefined ? undefined : new TextDecoder().decode(data);

const REF: ReceiptRef = { actor: 'player:p1', method: 'claim_reward', key: 'k-1', fingerprint: 'f1' };

/** The option that continues after a page. */
function lastOf(page: readonly IndexEntry[]): { after?: IndexEntry } {
  const after = page.at(-1);
  return after === undefined ? {} : { after };
}

/** What every Store does. `open` gives a store without any data at each call. */
export function describeStore(open: () => StoreUnderTest): void {
  let store: Store;
  let shard: Shard;
  let elapse: (ms: number) => Promise<void>;

  beforeEach(() => {
    ({ store, elapse } = open());
    shard = store.shard('p1');
  });

  const put = async (id: string, value: string, more: Partial<Commit['puts'] & object>[number] | object = {}) =>
    shard.commit({ puts: [{ kind: 'quest', id, bytes: bytes(value), ...more }] });

  describe('versions', () => {
    it('start at 1 and grow by 1 with every write', async () => {
      expect(await shard.get('quest', 'q1')).toBeUndefined();
      expect(await put('q1', 'a')).toMatchObject({ status: 'committed', versions: [1n] });
      expect(await put('q1', 'b')).toMatchObject({ versions: [2n] });
      const stored = await shard.get('quest', 'q1');
      expect([stored?.version, text(stored?.bytes)]).toEqual([2n, 'b']);
    });

    it('stamp an entity with the time of the commit', async () => {
      const result = await put('q1', 'a');
      expect((await shard.get('quest', 'q1'))?.updatedMs).toBe(result.status === 'committed' && result.updatedMs);
    });

    it.each([
      [0n, 1n],
      [1n, 2n],
      [3n, 2n],
    ])('refuse a write that expects %s at %s, saying which it is', async (expectedVersion, current) => {
      for (let i = 0n; i < current; i += 1n) await put('q1', 'a');
      await expect(put('q1', 'lost', { expectedVersion })).rejects.toMatchObject({
        code: 'VERSION_CONFLICT',
        details: { entity: 'quest q1', current_version: String(current) },
      });
      expect(text((await shard.get('quest', 'q1'))?.bytes)).toBe('a');
    });

    it('let one of many writers at the same version win', async () => {
      await put('q1', 'start');
      const attempts = await Promise.allSettled(
        Array.from({ length: 50 }, (_, n) => put('q1', `w${n}`, { expectedVersion: 1n })),
      );
      expect(attempts.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
      expect((await shard.get('quest', 'q1'))?.version).toBe(2n);
    });

    it('go on counting after a delete', async () => {
      await put('q1', 'a');
      await put('q1', 'b');
      await shard.commit({ deletes: [{ kind: 'quest', id: 'q1', expectedVersion: 2n }] });
      expect(await shard.peek('quest', 'q1')).toEqual({ stored: undefined, nextVersion: 3n });
      expect(await put('q1', 'c', { expectedVersion: 0n })).toMatchObject({ versions: [3n] });
    });

    it('take a deleted entity for none in conflicts and deletes', async () => {
      await put('q1', 'a');
      const deletion = { kind: 'quest', id: 'q1' };
      await shard.commit({ deletes: [deletion] });
      await shard.commit({ deletes: [deletion] });
      await expect(put('q1', 'b', { expectedVersion: 1n })).rejects.toMatchObject({
        details: { current_version: '0' },
      });
      await expect(shard.commit({ deletes: [{ ...deletion, expectedVersion: 1n }] })).rejects.toMatchObject({
        code: 'VERSION_CONFLICT',
      });
      expect((await shard.peek('quest', 'q1')).nextVersion).toBe(2n);
    });

    it('refuse a write that would not get the version its writer counted on', async () => {
      await put('q1', 'a');
      await shard.commit({ deletes: [{ kind: 'quest', id: 'q1' }] });
      await expect(put('q1', 'b', { expectedVersion: 0n, newVersion: 1n })).rejects.toMatchObject({
        code: 'VERSION_CONFLICT',
      });
      await put('q1', 'b', { expectedVersion: 0n, newVersion: 2n });
      await put('q2', 'b', { newVersion: 1n });
    });

    it('end with the time to live, and a later put without one makes the entity lasting', async () => {
      await put('q1', 'a', { ttlMs: 40 });
      await put('q2', 'a', { ttlMs: 40 });
      await put('q2', 'b');
      await elapse(60);
      expect(await shard.peek('quest', 'q1')).toEqual({ stored: undefined, nextVersion: 1n });
      expect(text((await shard.get('quest', 'q2'))?.bytes)).toBe('b');
    });

    it('read many in the order asked for', async () => {
      await put('q1', 'a');
      await put('q3', 'c');
      const found = await shard.getMany('quest', ['q3', 'q2', 'q1']);
      expect(found.map((stored) => text(stored?.bytes))).toEqual(['c', undefined, 'a']);
    });

    it('keep any bytes and any id', async () => {
      const all = Uint8Array.from({ length: 256 }, (_, n) => n);
      const id = 'weird {01}:*[é] \u{1f980}\n';
      await shard.commit({ puts: [{ kind: 'quest', id, bytes: all }] });
      await shard.commit({ puts: [{ kind: 'quest', id: 'empty', bytes: new Uint8Array() }] });
      expect(Array.from((await shard.get('quest', id))?.bytes ?? [])).toEqual(Array.from(all));
      expect((await shard.get('quest', 'empty'))?.bytes).toHaveLength(0);
    });
  });

  describe('a commit', () => {
    const everything = (): Commit => ({
      puts: [{ kind: 'quest', id: 'q1', bytes: bytes('a') }],
      deletes: [{ kind: 'quest', id: 'q0' }],
      claims: [{ space: 'title', name: 'rat', owner: 'q1' }],
      indexes: [{ op: 'set', index: 'open', member: 'q1', score: 7 }],
      logs: [{ log: 'history', bytes: bytes('made'), maxEntries: 10 }],
      events: [{ id: 'e1', subject: 'game.quest.made.p1', bytes: bytes('event') }],
      receipt: { ...REF, response: bytes('done') },
    });

    it('does everything it holds', async () => {
      await shard.commit({ puts: [{ kind: 'quest', id: 'q0', bytes: bytes('old') }] });
      await shard.commit(everything());
      expect(await shard.get('quest', 'q0')).toBeUndefined();
      expect(await shard.holderOf('title', 'rat')).toBe('q1');
      expect(await shard.range('open')).toEqual([{ member: 'q1', score: 7 }]);
      expect((await shard.log('history')).map((entry) => text(entry.bytes))).toEqual(['made']);
      expect((await store.outbox.backlog())[shard.number]).toBe(1);
      expect(await shard.receipt(REF)).toMatchObject({ status: 'done' });
    });

    it.each<[string, Commit, string]>([
      ['a check', { checks: [{ kind: 'quest', id: 'other', expectedVersion: 1n }] }, 'VERSION_CONFLICT'],
      ['a put', { puts: [{ kind: 'quest', id: 'x', bytes: bytes('x'), expectedVersion: 9n }] }, 'VERSION_CONFLICT'],
      ['a delete', { deletes: [{ kind: 'quest', id: 'x', expectedVersion: 9n }] }, 'VERSION_CONFLICT'],
      ['a fence', { fences: [{ lease: 'leader', token: 1n }] }, 'LEASE_LOST'],
      ['a claimed name', { claims: [{ space: 'title', name: 'owl', owner: 'q9' }] }, 'NAME_TAKEN'],
      ['a claim', { settle: [{ index: 'due', member: 'm', heldUntilMs: 5, dueMs: 1 }] }, 'CLAIM_LOST'],
    ])('does nothing when %s is refused', async (_what, refused, reason) => {
      await shard.commit({ claims: [{ space: 'title', name: 'owl', owner: 'q2' }] });
      const change = everything();
      const merged = { ...change, ...refused, puts: [...(change.puts ?? []), ...(refused.puts ?? [])] };
      await expect(shard.commit(merged)).rejects.toMatchObject({ reason });
      expect(await shard.get('quest', 'q1')).toBeUndefined();
      expect(await shard.holderOf('title', 'rat')).toBeUndefined();
      expect(await shard.range('open')).toEqual([]);
      expect(await shard.log('history')).toEqual([]);
      expect((await store.outbox.backlog())[shard.number]).toBe(0);
      expect(await shard.receipt(REF)).toEqual({ status: 'absent' });
    });

    it.each<[string, Commit]>([
      ['an entity twice', { puts: [1, 2].map(() => ({ kind: 'quest', id: 'q', bytes: bytes('') })) }],
      ['a kind of the store itself', { puts: [{ kind: 'index', id: 'q', bytes: bytes('') }] }],
      ['a kind with a colon', { puts: [{ kind: 'a:b', id: 'q', bytes: bytes('') }] }],
      ['an empty id', { puts: [{ kind: 'quest', id: '', bytes: bytes('') }] }],
      ['a lone surrogate', { puts: [{ kind: 'quest', id: '\ud800', bytes: bytes('') }] }],
      ['an id of 513 bytes', { puts: [{ kind: 'quest', id: 'é'.repeat(256) + 'x', bytes: bytes('') }] }],
      ['an endless score', { indexes: [{ op: 'set', index: 'i', member: 'm', score: Infinity }] }],
      ['no time to live', { puts: [{ kind: 'quest', id: 'q', bytes: bytes(''), ttlMs: 0 }] }],
    ])('is refused with %s', async (_what, change) => {
      await expect(shard.commit(change)).rejects.toBeInstanceOf(RangeError);
    });
  });

  describe('names', () => {
    const rat = { space: 'title', name: 'rat', owner: 'q1' };

    it('belong to one owner until he gives them back', async () => {
      await shard.commit({ claims: [rat] });
      await shard.commit({ claims: [rat] });
      await expect(shard.commit({ claims: [{ ...rat, owner: 'q2' }] })).rejects.toMatchObject({
        code: 'ALREADY_EXISTS',
        details: { space: 'title', name: 'rat' },
      });
      await shard.commit({ releases: [{ ...rat, owner: 'q2' }] });
      expect(await shard.holderOf('title', 'rat')).toBe('q1');
      await shard.commit({ releases: [rat] });
      await shard.commit({ claims: [{ ...rat, owner: 'q2' }] });
      expect(await shard.holderOf('title', 'rat')).toBe('q2');
    });
  });

  describe('an index', () => {
    const set = (member: string, score: number) => ({ op: 'set', index: 'i', member, score }) as const;

    it('is read in pages, up and down, through entries of one score', async () => {
      const entries = [
        ...['a', 'b', 'c', 'd', 'e'].map((member) => set(member, 2)),
        set('z', 1),
        set('\u{1f980}', 3),
        set('\uffee', 3),
        set('m', -1.5),
      ];
      await shard.commit({ indexes: entries });
      const sorted = ['m', 'z', 'a', 'b', 'c', 'd', 'e', '\uffee', '\u{1f980}'];
      for (const order of ['asc', 'desc'] as const) {
        const seen: string[] = [];
        let page: readonly IndexEntry[] = [];
        do {
          page = await shard.range('i', { limit: 2, order, ...lastOf(page) });
          seen.push(...page.map(({ member }) => member));
        } while (page.length > 0);
        expect(seen).toEqual(order === 'asc' ? sorted : [...sorted].reverse());
      }
    });

    it('goes on after an entry that is gone', async () => {
      await shard.commit({ indexes: [set('a', 1), set('b', 1), set('c', 1)] });
      await shard.commit({ indexes: [{ op: 'remove', index: 'i', member: 'b' }] });
      expect(await shard.range('i', { after: { member: 'b', score: 1 } })).toEqual([{ member: 'c', score: 1 }]);
    });

    it('is bounded by scores, inclusively, counted, and trimmed', async () => {
      await shard.commit({ indexes: [set('a', 1), set('b', 2), set('c', 3), set('d', 4)] });
      expect((await shard.range('i', { min: 2, max: 3 })).map(({ member }) => member)).toEqual(['b', 'c']);
      expect([await shard.count('i'), await shard.count('i', { min: 2, max: 3 })]).toEqual([4, 2]);
      await shard.commit({ indexes: [{ op: 'trim', index: 'i', max: 2 }] });
      expect(await shard.count('i')).toBe(2);
      expect([await shard.score('i', 'a'), await shard.score('i', 'c')]).toEqual([undefined, 3]);
    });

    it('is read by name under a prefix', async () => {
      await shard.commit({ indexes: ['b', 'ab', 'aé', 'a', 'aa'].map((name) => set(name, 0)) });
      expect(await shard.rangeByName('i')).toEqual(['a', 'aa', 'ab', 'aé', 'b']);
      expect(await shard.rangeByName('i', { prefix: 'a', limit: 2 })).toEqual(['a', 'aa']);
      expect(await shard.rangeByName('i', { prefix: 'a', after: 'aa' })).toEqual(['ab', 'aé']);
      expect(await shard.rangeByName('i', { after: 'aé' })).toEqual(['b']);
      expect(await shard.rangeByName('i', { prefix: 'b', after: 'a' })).toEqual(['b']);
    });

    it('is merged over all shards', async () => {
      const names = Array.from({ length: 30 }, (_, n) => `owner-${n}`);
      expect(new Set(names.map(shardOf)).size).toBeGreaterThan(10);
      for (const [n, name] of names.entries()) await store.shard(name).commit({ indexes: [set(name, n % 10)] });
      const first = await rangeAcross(store, 'i', { limit: 7 });
      const rest = await rangeAcross(store, 'i', { limit: 50, ...lastOf(first) });
      const members = [...first, ...rest].map(({ member }) => member);
      expect(members).toEqual(
        [...names].sort((a, b) => (names.indexOf(a) % 10) - (names.indexOf(b) % 10) || (a < b ? -1 : 1)),
      );
    });
  });

  describe('a log', () => {
    it('is read from the newest, in pages, and forgets the oldest', async () => {
      for (let n = 1; n <= 7; n += 1) {
        await shard.commit({ logs: [{ log: 'h', bytes: bytes(`e${n}`), maxEntries: 5 }] });
      }
      const first = await shard.log('h', { limit: 3 });
      expect(first.map(({ sequence }) => sequence)).toEqual([7n, 6n, 5n]);
      const rest = await shard.log('h', { before: 5n });
      expect(rest.map((entry) => text(entry.bytes))).toEqual(['e4', 'e3']);
    });
  });

  describe('a receipt', () => {
    const receipt = { ...REF, response: bytes('answer') };

    it('answers a repeated commit with the first response and does nothing', async () => {
      await shard.commit({ puts: [{ kind: 'quest', id: 'q1', bytes: bytes('a') }], receipt });
      const repeat = await shard.commit({
        puts: [{ kind: 'quest', id: 'q1', bytes: bytes('b'), expectedVersion: 0n }],
        receipt: { ...REF, response: bytes('other') },
      });
      expect(repeat.status === 'replayed' && text(repeat.response)).toBe('answer');
      expect((await shard.get('quest', 'q1'))?.version).toBe(1n);
    });

    it('lets one of many commits with one key do the work', async () => {
      const results = await Promise.all(
        Array.from({ length: 20 }, () =>
          shard.commit({ logs: [{ log: 'h', bytes: bytes('x'), maxEntries: 99 }], receipt }),
        ),
      );
      expect(results.filter(({ status }) => status === 'committed')).toHaveLength(1);
      expect(await shard.log('h')).toHaveLength(1);
    });

    it('refuses the key for another request, everywhere', async () => {
      await shard.commit({ receipt });
      const other = { ...REF, fingerprint: 'f2' };
      const reused = { code: 'INVALID_ARGUMENT', reason: 'IDEMPOTENCY_KEY_REUSED' };
      await expect(shard.commit({ receipt: { ...other, response: bytes('') } })).rejects.toMatchObject(reused);
      await expect(shard.receipt(other)).rejects.toMatchObject(reused);
      await expect(shard.beginReceipt(other, { holdMs: 100 })).rejects.toMatchObject(reused);
    });

    it('tells actors, methods and keys apart', async () => {
      await shard.commit({ receipt: { ...receipt, actor: 'a:b', key: 'c' } });
      expect(await shard.receipt({ ...REF, actor: 'a', key: 'b:c' })).toEqual({ status: 'absent' });
      expect(await shard.receipt({ ...REF, actor: 'a:b', key: 'c', method: 'other' })).toEqual({ status: 'absent' });
    });

    it('is forgotten after its time', async () => {
      await shard.commit({ receipt: { ...receipt, ttlMs: 40 } });
      await elapse(60);
      expect(await shard.receipt(REF)).toEqual({ status: 'absent' });
    });

    it('marks work in progress: others wait, the worker finishes it', async () => {
      const mark = await shard.beginReceipt(REF, { holdMs: 10_000 });
      const token = mark.status === 'begun' ? mark.token : '';
      const inProgress = { code: 'UNAVAILABLE', reason: 'IDEMPOTENCY_IN_PROGRESS', retryable: true };
      await expect(shard.beginReceipt(REF, { holdMs: 10_000 })).rejects.toMatchObject(inProgress);
      await expect(shard.commit({ receipt })).rejects.toMatchObject(inProgress);
      expect(await shard.receipt(REF)).toEqual({ status: 'in_progress' });
      await shard.commit({ receipt: { ...receipt, token } });
      expect(await shard.beginReceipt(REF, { holdMs: 100 })).toMatchObject({ status: 'done' });
      await shard.abandonReceipt(REF, token);
      expect(await shard.receipt(REF)).toMatchObject({ status: 'done' });
    });

    it('frees abandoned and forgotten work', async () => {
      const mark = await shard.beginReceipt(REF, { holdMs: 10_000 });
      await shard.abandonReceipt(REF, 'not the token');
      expect(await shard.receipt(REF)).toEqual({ status: 'in_progress' });
      await shard.abandonReceipt(REF, mark.status === 'begun' ? mark.token : '');
      expect(await shard.receipt(REF)).toEqual({ status: 'absent' });
      await shard.beginReceipt(REF, { holdMs: 40 });
      await elapse(60);
      expect(await shard.beginReceipt(REF, { holdMs: 40 })).toMatchObject({ status: 'begun' });
    });
  });

  describe('a lease', () => {
    it('has one holder, who can renew and release it', async () => {
      const fence = await shard.acquireLease('leader', 'a', 10_000);
      expect(await shard.acquireLease('leader', 'b', 10_000)).toBeUndefined();
      expect(await shard.acquireLease('leader', 'a', 10_000)).toEqual(fence);
      if (fence !== undefined) await shard.releaseLease(fence);
      expect((await shard.acquireLease('leader', 'b', 10_000))?.token).toBe((fence?.token ?? 0n) + 1n);
      if (fence !== undefined) await shard.releaseLease(fence);
      expect(await shard.acquireLease('leader', 'c', 10_000)).toBeUndefined();
    });

    it('lets its holder write, and nobody after it ran out or passed on', async () => {
      const fence = await shard.acquireLease('leader', 'a', 40);
      if (fence === undefined) throw new Error('the lease is free');
      await shard.commit({ fences: [fence] });
      await elapse(60);
      await expect(shard.commit({ fences: [fence] })).rejects.toMatchObject({ reason: 'LEASE_LOST' });
      const next = await shard.acquireLease('leader', 'b', 10_000);
      await expect(shard.commit({ fences: [fence] })).rejects.toMatchObject({ reason: 'LEASE_LOST' });
      await shard.commit({ fences: next === undefined ? [] : [next] });
    });
  });

  describe('due entries', () => {
    const schedule = (member: string, score: number) =>
      shard.commit({ indexes: [{ op: 'set', index: 'due', member, score }] });

    it('go to one claimer each, earliest first, when they are due', async () => {
      await schedule('late', 200);
      await schedule('b', 20);
      await schedule('a', 10);
      const claims = await Promise.all(
        Array.from({ length: 5 }, () => shard.claimDue('due', { nowMs: 100, holdMs: 50, limit: 1 })),
      );
      expect(claims.flat().map(({ member, dueMs }) => [member, dueMs])).toEqual([
        ['a', 10],
        ['b', 20],
      ]);
    });

    it('end with the commit that settles them', async () => {
      await schedule('a', 10);
      const claims = await shard.claimDue('due', { nowMs: 100, holdMs: 50 });
      await shard.commit({ settle: claims });
      expect(await shard.claimDue('due', { nowMs: 1000, holdMs: 50 })).toEqual([]);
      await expect(shard.commit({ settle: claims })).rejects.toMatchObject({ reason: 'CLAIM_LOST' });
    });

    it('fire again when their holder is gone, and he comes too late then', async () => {
      await schedule('a', 10);
      const first = await shard.claimDue('due', { nowMs: 100, holdMs: 50 });
      expect(await shard.claimDue('due', { nowMs: 149, holdMs: 50 })).toEqual([]);
      const second = await shard.claimDue('due', { nowMs: 150, holdMs: 50 });
      expect(second.map(({ member }) => member)).toEqual(['a']);
      await expect(shard.commit({ settle: first })).rejects.toMatchObject({ reason: 'CLAIM_LOST' });
      await shard.commit({ settle: second });
    });

    it('can be scheduled anew by the commit that settles them', async () => {
      await schedule('a', 10);
      const claims = await shard.claimDue('due', { nowMs: 100, holdMs: 50 });
      await shard.commit({ settle: claims, indexes: [{ op: 'set', index: 'due', member: 'a', score: 300 }] });
      expect(await shard.range('due')).toEqual([{ member: 'a', score: 300 }]);
    });

    describe('that a drain takes', () => {
      const drain = (work: (claim: Claim, ending: AbortController) => Promise<void>, nowMs = 100) => {
        const ending = new AbortController();
        const onError = (error: unknown): void => {
          throw error;
        };
        const options = { clock: { now: () => nowMs }, signal: ending.signal, onError, holdMs: 50, batch: 3 };
        return drainDue(shard, 'due', (claim) => work(claim, ending), options);
      };

      it('are worked on until nothing is due', async () => {
        for (const [n, member] of ['a', 'b', 'c', 'd'].entries()) await schedule(member, n);
        await schedule('later', 300);
        const done: string[] = [];
        await drain(async (claim) => {
          done.push(claim.member);
          await shard.commit({ settle: [claim] });
        });
        expect(done).toEqual(['a', 'b', 'c', 'd']);
        expect(await shard.range('due')).toEqual([{ member: 'later', score: 300 }]);
      });

      it('are due again as they were, in one commit, when it ends before they are begun', async () => {
        for (const [n, member] of ['a', 'b', 'c'].entries()) await schedule(member, n);
        const commit = jest.spyOn(shard, 'commit');
        await drain(async (claim, ending) => {
          ending.abort();
          await shard.commit({ settle: [claim] });
        });
        expect(commit).toHaveBeenCalledTimes(2);
        expect(await shard.claimDue('due', { nowMs: 100, holdMs: 50 })).toMatchObject([
          { member: 'b', dueMs: 1 },
          { member: 'c', dueMs: 2 },
        ]);
      });

      it('stay as they are when they were rescheduled meanwhile, and keep no other back', async () => {
        for (const [n, member] of ['a', 'b', 'c'].entries()) await schedule(member, n);
        await drain(async (claim, ending) => {
          ending.abort();
          await schedule('b', 700);
          await shard.commit({ settle: [claim] });
        });
        expect(await shard.range('due')).toEqual([
          { member: 'c', score: 2 },
          { member: 'b', score: 700 },
        ]);
      });
    });
  });

  describe('a counter', () => {
    it('admits as much as its limit, whoever asks', async () => {
      const results = await Promise.all(
        Array.from({ length: 8 }, () => shard.countWithin('logins:p1', { limit: 5, windowMs: 10_000 })),
      );
      expect(results.filter(({ allowed }) => allowed)).toHaveLength(5);
      const refused = results.at(-1);
      expect(refused).toMatchObject({ allowed: false, count: 5 });
      expect(refused?.retryAfterMs).toBeGreaterThan(0);
      expect(refused?.retryAfterMs).toBeLessThanOrEqual(10_000);
    });

    it('starts over with a new window', async () => {
      await shard.countWithin('c', { limit: 1, windowMs: 40 });
      expect(await shard.countWithin('c', { limit: 1, windowMs: 40 })).toMatchObject({ allowed: false });
      await elapse(60);
      expect(await shard.countWithin('c', { limit: 1, windowMs: 40 })).toMatchObject({ allowed: true, count: 1 });
    });

    it('only looks when it counts 0, and says when more than a window is asked for', async () => {
      expect(await shard.countWithin('c', { limit: 1, windowMs: 1000, by: 0 })).toMatchObject({
        allowed: true,
        count: 0,
      });
      expect(await shard.countWithin('c', { limit: 1, windowMs: 1000, by: 2 })).toMatchObject({
        allowed: false,
        count: 0,
        retryAfterMs: 1000,
      });
    });

    it('takes back what was reserved too much, in its own window only', async () => {
      const reserved = await shard.countWithin('tokens', { limit: 100, windowMs: 10_000, by: 80 });
      await shard.settleCount('tokens', 'another window', -50);
      expect(await shard.countWithin('tokens', { limit: 100, windowMs: 10_000, by: 50 })).toMatchObject({
        allowed: false,
      });
      await shard.settleCount('tokens', reserved.window, -50);
      expect(await shard.countWithin('tokens', { limit: 100, windowMs: 10_000, by: 50 })).toMatchObject({ count: 80 });
      await shard.settleCount('tokens', reserved.window, -500);
      await shard.settleCount('tokens', reserved.window, 7);
      expect(await shard.countWithin('tokens', { limit: 100, windowMs: 10_000, by: 0 })).toMatchObject({ count: 7 });
    });
  });

  describe('the outbox', () => {
    const event = (id: string): OutboxEvent => ({ id, subject: `game.quest.${id}._`, bytes: bytes(id) });
    const options = { limit: 2, holdMs: 10_000 };

    it('gives events out in order, once removed never again', async () => {
      await shard.commit({ events: [event('a'), { ...event('b'), headers: { traceparent: '00-1' } }, event('c')] });
      const taken = await store.outbox.take(shard.number, 'r1', options);
      const entries = taken.status === 'taken' ? taken.entries : [];
      expect(entries.map((entry) => [entry.event.id, entry.event.subject, entry.event.headers])).toEqual([
        ['a', 'game.quest.a._', undefined],
        ['b', 'game.quest.b._', { traceparent: '00-1' }],
      ]);
      expect(text(entries[0]?.event.bytes)).toBe('a');
      const sequences = entries.map(({ sequence }) => sequence);
      expect(await store.outbox.settle(shard.number, 'r1', sequences)).toBe(1);
      expect(await store.outbox.take(shard.number, 'r1', options)).toMatchObject({ entries: [{ event: { id: 'c' } }] });
    });

    it('is worked on by one relay at a time, until that gives it up or is gone', async () => {
      await shard.commit({ events: [event('a')] });
      await store.outbox.take(shard.number, 'r1', { limit: 2, holdMs: 40 });
      expect(await store.outbox.take(shard.number, 'r2', options)).toEqual({ status: 'busy' });
      await elapse(60);
      expect(await store.outbox.take(shard.number, 'r2', options)).toMatchObject({ status: 'taken' });
      await store.outbox.settle(shard.number, 'r2', [], { keepMs: 10_000 });
      expect(await store.outbox.take(shard.number, 'r1', options)).toEqual({ status: 'busy' });
      await store.outbox.settle(shard.number, 'r2', []);
      expect(await store.outbox.take(shard.number, 'r1', options)).toMatchObject({ status: 'taken' });
    });

    it('tells of commits with events, and stops telling', async () => {
      const shards: number[] = [];
      const end = store.outbox.onAppend((number) => shards.push(number));
      await shard.commit({ events: [event('a')] });
      await shard.commit({ logs: [{ log: 'h', bytes: bytes(''), maxEntries: 1 }] });
      end();
      await shard.commit({ events: [event('b')] });
      expect(shards).toEqual([shard.number]);
    });
  });

  describe('a scan', () => {
    it('finds every entity of one kind with its shard', async () => {
      const ids = Array.from({ length: 40 }, (_, n) => `id:quest:${n}`);
      for (const id of ids) {
        await store.shard(id).commit({ puts: [{ kind: 'quest', id, bytes: bytes(id) }] });
        await store.shard(id).commit({ puts: [{ kind: 'other', id: `quest:${id}`, bytes: bytes(id) }] });
      }
      await store.shard('id:quest:7').commit({ deletes: [{ kind: 'quest', id: 'id:quest:7' }] });
      const found: string[] = [];
      for await (const entry of store.scan('quest')) {
        expect(entry.shard.number).toBe(shardOf(entry.id));
        expect(text(entry.stored.bytes)).toBe(entry.id);
        found.push(entry.id);
      }
      expect(found.sort()).toEqual(ids.filter((id) => id !== 'id:quest:7').sort());
    });

    it('ends with the reason of its signal', async () => {
      await put('q1', 'a');
      const signal = AbortSignal.abort(new Error('enough'));
      await expect(store.scan('quest', { signal })[Symbol.asyncIterator]().next()).rejects.toThrow('enough');
    });
  });

  it('is ready', async () => {
    await expect(store.ready()).resolves.toBeUndefined();
  });
}
