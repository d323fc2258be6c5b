import { RecordBucket, RpcError, createMemoryConnection, type KeyValue } from '@bodybroker/nats-sdk';
import { followRecords } from './follow-records.js';

describe('followRecords', () => {
  const stop = new AbortController();
  const running: Promise<void>[] = [];
  const open = (keyValue: KeyValue): RecordBucket<string> =>
    new RecordBucket(keyValue, {
      onUnreadable: (_key, error) => {
        throw error;
      },
    });
  const newBucket = (): KeyValue =>
    createMemoryConnection({ topology: { streams: [], buckets: [{ name: 'flags' }], consumers: [] } }).keyValue(
      'flags',
    );
  const isReady = ({ check }: ReturnType<typeof followRecords>): Promise<boolean> =>
    check(stop.signal).then(
      () => true,
      () => false,
    );
  const follow = async (bucket: RecordBucket<string>, shipped?: ReadonlyMap<string, string>) => {
    const followed = followRecords('flags', bucket, shipped);
    expect(await isReady(followed)).toBe(false);
    running.push(followed.run(stop.signal));
    while (!(await isReady(followed))) await new Promise((wake) => setTimeout(wake, 1));
  };
  const textsOf = ({ records }: RecordBucket<string>) => [...records].map(([key, { value }]) => [key, value]);

  afterAll(async () => {
    stop.abort();
    await Promise.all(running);
  });

  it('is ready when all is known', async () => {
    const keyValue = newBucket();
    await open(keyValue).write('a', 0n, () => 'by an admin');
    const bucket = open(keyValue);
    await follow(bucket);
    expect(textsOf(bucket)).toEqual([['a', 'by an admin']]);
  });

  it('puts there what ships and is missing, and leaves what was changed', async () => {
    const keyValue = newBucket();
    await open(keyValue).write('a', 0n, () => 'by an admin');
    const shipped = new Map([
      ['a', 'as shipped'],
      ['b', 'as shipped'],
    ]);
    const buckets = [open(keyValue), open(keyValue)];
    await Promise.all(buckets.map((bucket) => follow(bucket, shipped)));
    for (const bucket of buckets) {
      expect(bucket.records.get('a')).toEqual({ value: 'by an admin', version: 1n });
      expect(bucket.records.get('b')).toEqual({ value: 'as shipped', version: 1n });
    }
  });

  it('ends with the reason when what ships cannot be written, and follows no more', async () => {
    const bucket = open(newBucket());
    jest.spyOn(bucket, 'write').mockRejectedValue(new RpcError('UNAVAILABLE', 'NO_RESPONDERS', 'nobody there'));
    const followed = followRecords('flags', bucket, new Map([['a', 'as shipped']]));
    await expect(followed.run(stop.signal)).rejects.toMatchObject({ reason: 'NO_RESPONDERS' });
    expect(await isReady(followed)).toBe(false);
  });
});
