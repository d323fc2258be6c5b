import { RecordBucket, createMemoryBroker, type MemoryServer } from '../src/index.js';

interface Rule {
  readonly text: string;
}

describe('a record bucket', () => {
  let broker: MemoryServer;
  const stop = new AbortController();
  const unreadable: string[] = [];
  const open = async (kind?: string): Promise<RecordBucket<Rule>> => {
    const bucket = new RecordBucket<Rule>(broker.connect().keyValue('flags'), {
      ...(kind === undefined ? {} : { kind }),
      onUnreadable: (key) => unreadable.push(key),
    });
    void bucket.follow(stop.signal);
    await bucket.loaded(stop.signal);
    return bucket;
  };
  const told = async (condition: () => boolean): Promise<void> => {
    while (!condition()) await new Promise((resolve) => setTimeout(resolve, 1));
  };

  beforeEach(() => {
    broker = createMemoryBroker({ topology: { streams: [], buckets: [{ name: 'flags' }], consumers: [] } });
  });
  afterAll(() => stop.abort());

  it('counts versions from 1, and shows a write at once to its writer, then to all', async () => {
    const [one, other] = [await open(), await open()];
    await one.write('a', 0n, () => ({ text: 'first' }));
    const { version } = await one.write('a', undefined, (current) => ({ text: `${current?.text} and second` }));
    expect(version).toBe(2n);
    expect(one.records.get('a')).toEqual({ value: { text: 'first and second' }, version: 2n });
    await told(() => other.records.get('a')?.version === 2n);
  });

  it('refuses a write that expects another version, and says which is there', async () => {
    const bucket = await open();
    await bucket.write('a', undefined, () => ({ text: 'x' }));
    for (const expected of [0n, 2n]) {
      await expect(bucket.write('a', expected, () => ({ text: 'y' }))).rejects.toMatchObject({
        code: 'VERSION_CONFLICT',
        details: { current_version: '1' },
      });
    }
    expect(bucket.records.get('a')?.value.text).toBe('x');
  });

  it('lets one of many writers win that expect the same version; those that expect none all write', async () => {
    const [one, other] = [await open(), await open()];
    const race = [one, other, one, other].map((each) => each.write('a', 0n, () => ({ text: 'mine' })));
    const results = await Promise.allSettled(race);
    expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    await Promise.all([one, other, one].map((each) => each.write('a', undefined, (at) => ({ text: `${at?.text}+` }))));
    await told(() => one.records.get('a')?.version === 4n && other.records.get('a')?.version === 4n);
    expect(other.records.get('a')?.value.text).toBe('mine+++');
  });

  it('forgets what is deleted, here and elsewhere, also while nobody watched', async () => {
    const [one, other] = [await open(), await open()];
    await one.write('a', undefined, () => ({ text: 'x' }));
    await told(() => other.records.has('a'));
    await expect(one.delete('a', 7n)).rejects.toMatchObject({ code: 'VERSION_CONFLICT' });
    expect(await one.delete('a', 1n)).toEqual({ value: { text: 'x' }, version: 1n });
    expect(one.records.has('a')).toBe(false);
    await expect(one.delete('a', 1n)).rejects.toMatchObject({ details: { current_version: '0' } });
    expect(await one.delete('a', undefined)).toBeUndefined();
    await told(() => !other.records.has('a'));
    expect((await open()).records.size).toBe(0);
    // Versions are never used twice.
    expect(await one.write('a', 0n, () => ({ text: 'again' }))).toMatchObject({ version: 3n });
    await told(() => other.records.get('a')?.value.text === 'again');
  });

  it('forgets what somebody took out of the bucket', async () => {
    const bucket = await open();
    await bucket.write('a', undefined, () => ({ text: 'x' }));
    await broker.connect().keyValue('flags').delete('a');
    await told(() => !bucket.records.has('a'));
  });

  it('has room for several kinds, and for ids as they are', async () => {
    const [rules, others] = [await open('rule'), await open('other')];
    for (const key of ['a..b', 'voice:3', 'x.']) await rules.write(key, 0n, () => ({ text: key }));
    await others.write('voice:3', 0n, () => ({ text: 'another kind' }));
    const seen = await open('rule');
    expect([...seen.records].map(([key, { value }]) => [key, value.text])).toEqual([
      ['a..b', 'a..b'],
      ['voice:3', 'voice:3'],
      ['x.', 'x.'],
    ]);
    await rules.delete('voice:3', undefined);
    await told(() => !seen.records.has('voice:3'));
    expect(others.records.size).toBe(1);
  });

  it('keeps the last good record when an entry cannot be read', async () => {
    const bucket = await open();
    await bucket.write('a', undefined, () => ({ text: 'x' }));
    await broker.connect().keyValue('flags').put('a', Buffer.from('{"version":0}'));
    await told(() => unreadable.includes('a'));
    expect(bucket.records.get('a')?.value.text).toBe('x');
  });
});
