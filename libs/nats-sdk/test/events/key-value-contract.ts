import type { KeyValue, KeyValueChange } from '../../src/kv/key-value.js';

const of = (value: string): Uint8Array => new TextEncoder().encode(value);
const decode = (value: Uint8Array | undefined): string | undefined => value && new TextDecoder().decode(value);

/** What every bucket does; run on each adapter. */
export function describeKeyValue(name: string, open: () => Promise<KeyValue>): void {
  describe(`${name}: key-value bucket`, () => {
    let bucket: KeyValue;
    beforeAll(async () => {
      bucket = await open();
    });

    it('keeps the last value of a key, with a revision that rises', async () => {
      expect(await bucket.get('a.missing')).toBeUndefined();
      const first = await bucket.put('a.one', of('1'));
      const second = await bucket.put('a.one', of('2'));
      expect(second).toBeGreaterThan(first);
      const entry = await bucket.get('a.one');
      expect(entry).toMatchObject({ key: 'a.one', revision: second });
      expect(decode(entry?.value)).toBe('2');
    });

    it('updates only from the revision expected', async () => {
      const first = await bucket.update('b', of('1'), 0);
      await expect(bucket.update('b', of('x'), 0)).rejects.toMatchObject({ code: 'VERSION_CONFLICT' });
      const second = await bucket.update('b', of('2'), first);
      await expect(bucket.update('b', of('x'), first)).rejects.toMatchObject({ code: 'VERSION_CONFLICT' });
      expect((await bucket.get('b'))?.revision).toBe(second);
    });

    it('lets one of many updates win', async () => {
      const first = await bucket.put('race', of('0'));
      const results = await Promise.allSettled(
        Array.from({ length: 10 }, (_, index) => bucket.update('race', of(String(index)), first)),
      );
      expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    });

    it('deletes, checks the revision, and takes a deleted key for one that does not exist', async () => {
      const revision = await bucket.put('c', of('1'));
      await expect(bucket.delete('c', revision + 1_000)).rejects.toMatchObject({ code: 'VERSION_CONFLICT' });
      await bucket.delete('c', revision);
      expect(await bucket.get('c')).toBeUndefined();
      expect(await bucket.keys('c')).toEqual([]);
      await bucket.update('c', of('again'), 0);
      expect(decode((await bucket.get('c'))?.value)).toBe('again');
    });

    it('lists keys by filter, sorted', async () => {
      for (const key of ['k.b', 'k.a', 'k.x.y']) await bucket.put(key, of('1'));
      expect(await bucket.keys('k.*')).toEqual(['k.a', 'k.b']);
      expect(await bucket.keys('k.>')).toEqual(['k.a', 'k.b', 'k.x.y']);
      expect(await bucket.keys()).toEqual(expect.arrayContaining(['a.one', 'k.a']));
    });

    it('refuses what is no key', async () => {
      for (const key of ['', 'a b', '.a', 'a.', 'a*', 'ä']) {
        await expect(bucket.get(key)).rejects.toMatchObject({ code: 'INVALID_ARGUMENT', reason: 'BAD_KEY' });
      }
    });

    it('watches: what is there, a mark, then every change in order', async () => {
      await bucket.put('w.kept', of('0'));
      await bucket.put('w.kept', of('1'));
      await bucket.put('w.gone', of('1'));
      await bucket.delete('w.gone');
      const stop = new AbortController();
      const seen: string[] = [];
      for await (const change of bucket.watch('w.>', { signal: stop.signal })) {
        seen.push(describeChange(change));
        if (change.kind === 'up-to-date') {
          await bucket.put('w.new', of('2'));
          await bucket.delete('w.kept');
        }
        if (change.kind === 'delete') stop.abort();
      }
      expect(seen).toEqual(['put w.kept 1', 'up-to-date', 'put w.new 2', 'delete w.kept']);
    });

    it('marks an empty watch as up to date', async () => {
      const stop = new AbortController();
      for await (const change of bucket.watch('nothing.>', { signal: stop.signal })) {
        expect(change).toEqual({ kind: 'up-to-date' });
        stop.abort();
      }
    });
  });
}

function describeChange(change: KeyValueChange): string {
  if (change.kind === 'put') return `put ${change.entry.key} ${decode(change.entry.value)}`;
  return change.kind === 'delete' ? `delete ${change.key}` : change.kind;
}
