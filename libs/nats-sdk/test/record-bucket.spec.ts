import { RecordBucket, createMemoryBroker, type MemoryServer } from '../src/index.js';

interface Rule {
  readonly text: string;
}

describe('a record bucket', () => {
  let broker: MemoryServer;
  const stop = new AbortController();
  const unreadable: string[] = [];
  const open = async (): Promise<RecordBucket<Rule>> => {
    const bucket = new RecordBucket<Rule>(broker.connect().keyValue('flags'), {
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
    expect(await one.delete('a', 1n)).toBe(true);
    expect(one.records.has('a')).toBe(false);
    expect(await one.delete('a', undefined)).toBe(false);
    await told(() => !other.records.has('a'));
    expect((await open()).records.size).toBe(0);
    await one.write('a', 0n, () => ({ text: 'again' }));
    await told(() => other.records.get('a')?.value.text === 'again');
  });

  it('keeps the last good record when an entry cannot be read', async () => {
    const bucket = await open();
    await bucket.write('a', undefined, () => ({ text: 'x' }));
    await broker.connect().keyValue('flags').put('a', Buffer.from('{"version":0}'));
    await told(() => unreadable.includes('a'));
    expect(bucket.records.get('a')?.value.text).toBe('x');
  });
});
