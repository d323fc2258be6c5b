import type { ConsumerReport, StoredMessage, StreamReport } from '@bodybroker/nats-sdk';
import { compareRestored } from './compare-restored.js';
import { sha256, type SavedStream } from './manifest.js';

const body = Buffer.from('the last one');
const place = (streamSequence: number) => ({ consumerSequence: streamSequence, streamSequence });
const consumer = (floor: number): ConsumerReport => ({
  stream: 'GAME',
  name: 'reader',
  durable: true,
  config: {},
  delivered: place(floor),
  ackFloor: place(floor),
  pending: 0,
  ackPending: 0,
  redelivered: 0,
  group: undefined,
});
const saved = (change: Partial<SavedStream> = {}): SavedStream => ({
  name: 'GAME',
  config: { max_age: 0 },
  state: {},
  messages: 8,
  firstSequence: 3,
  lastSequence: 10,
  lastMessage: { sequence: 10, subject: 'game.x', sha256: sha256(body) },
  consumers: [consumer(6)],
  parts: [],
  ...change,
});
const stream = (change: Partial<StreamReport> = {}): StreamReport => ({
  name: 'GAME',
  config: {},
  messages: 8,
  bytes: 100,
  firstSequence: 3,
  lastSequence: 10,
  consumers: 1,
  group: undefined,
  ...change,
});
const events = (data = body) => ({
  get: (name: string, sequence: number): Promise<StoredMessage> =>
    Promise.resolve({ stream: name, sequence, subject: 'game.x', headers: {}, data, storedMs: 0 }),
});
const compare = (
  restored: StreamReport,
  consumers: readonly ConsumerReport[] = [consumer(6)],
  was = saved(),
  log = events(),
) => compareRestored(was, restored, consumers, log);

describe('compareRestored', () => {
  it('finds nothing where all is as it was, or more came while it was saved', async () => {
    expect(await compare(stream())).toEqual([]);
    expect(await compare(stream({ messages: 10, lastSequence: 12 }), [consumer(9)])).toEqual([]);
  });

  it('lets messages expire that have an age limit, and no others', async () => {
    const younger = stream({ messages: 6, firstSequence: 5 });
    expect(await compare(younger, undefined, saved({ config: { max_age: 1 } }))).toEqual([]);
    expect(await compare(younger)).toEqual(['GAME begins at 5, saved was 3']);
  });

  it.each<[string, () => Promise<string[]>, string]>([
    ['an end that is missing', () => compare(stream({ messages: 7, lastSequence: 9 })), 'GAME ends at 9, saved was 10'],
    ['messages that are missing', () => compare(stream({ messages: 7 })), 'GAME has 7 messages, saved were 8'],
    ['messages that are too many', () => compare(stream({ messages: 9 })), 'GAME has 9 messages, saved were 8'],
    [
      'another last message',
      () => compare(stream(), undefined, undefined, events(Buffer.from('x'))),
      'GAME has another message 10',
    ],
    ['a consumer that is missing', () => compare(stream(), []), 'GAME lacks the consumer reader'],
    ['a consumer that fell back', () => compare(stream(), [consumer(5)]), 'consumer reader stands at 5, saved was 6'],
  ])('names %s', async (_, run, problem) => {
    expect(await run()).toContain(problem);
  });
});
