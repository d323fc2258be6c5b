import type { Opened, OpenOptions } from '../client/gateway-client.js';
import { StreamTally } from '../measure/stream-tally.js';
import type { Player } from '../players/player.js';
import { keepWatching } from './keep-watching.js';
import { shareOut, type Watch } from './watch-table.js';

const player = { id: 'p', token: 'token' } as Player;
const encoder = new TextEncoder();

async function* bytes(...texts: string[]): AsyncGenerator<Uint8Array> {
  for (const text of texts) yield encoder.encode(text);
}

async function* broken(...texts: string[]): AsyncGenerator<Uint8Array> {
  yield* bytes(...texts);
  throw Object.assign(new Error('gone'), { code: 'ECONNRESET' });
}

/** A gateway whose answers come one after the other; after the last the watching is over. */
async function watched(answers: readonly Opened[], watch: Partial<Watch> = {}) {
  const over = new AbortController();
  const asked: OpenOptions[] = [];
  const tally = new StreamTally(true);
  const times = { nowMs: 0 };
  const open = async (_path: string, options: OpenOptions): Promise<Opened> => {
    asked.push(options);
    const answer = answers[asked.length - 1];
    if (answer !== undefined) return answer;
    over.abort();
    return { kind: 'failed', errorClass: 'aborted' };
  };
  await keepWatching(
    { open },
    {
      watch: { name: 'w', weight: 1, path: () => '/w', resumes: true, beginsAtOnce: true, ...watch },
      player,
      tally,
      cutEveryMs: 0,
      countFromMs: 0,
      random: () => 0,
      now: () => (times.nowMs += 10),
      signal: over.signal,
    },
  );
  return { tally, lastEventIds: asked.map(({ lastEventId }) => lastEventId) };
}

const open = (body: AsyncIterable<Uint8Array>): Opened => ({ kind: 'open', body });

describe('watching', () => {
  it('comes back after the last event it saw, and counts why it had to', async () => {
    const { tally, lastEventIds } = await watched([
      open(broken('retry: 1\n\n', 'id: 4\ndata: {}\n\n', 'id: 5\ndata: {}\n\n')),
      open(bytes('id: 6\ndata: {}\n\n', 'event: end\ndata: {}\n\n')),
      { kind: 'failed', errorClass: '503 STARTING' },
      open(bytes('event: error\ndata: {"reason":"AWAY"}\n\n')),
    ]);
    expect(lastEventIds).toEqual([undefined, '5', '6', '6', '6']);
    expect(tally).toMatchObject({ opened: 3, resumed: 2, events: 3, repeated: 0, dropped: 4 });
    expect(Object.fromEntries(tally.drops)).toEqual({
      reset: 1,
      'ended by the server': 1,
      '503 STARTING': 1,
      'stream error AWAY': 1,
    });
    expect([tally.firstEvent.count, tally.gap.count]).toEqual([2, 1]);
  });

  it('notices events that a resume brought again', async () => {
    const { tally } = await watched([
      open(broken('retry: 1\n\nid: 9\ndata: {}\n\n')),
      open(bytes('id: 8\ndata: {}\n\n', 'id: 9\ndata: {}\n\n', 'id: 10\ndata: {}\n\n')),
    ]);
    expect(tally.repeated).toBe(2);
  });

  it('begins anew where a stream cannot be resumed', async () => {
    const first = open(broken('retry: 1\n\nid: 3\ndata: {}\n\n'));
    const { lastEventIds, tally } = await watched([first], { resumes: false });
    expect(lastEventIds).toEqual([undefined, undefined]);
    expect(tally.resumed).toBe(0);
  });
});

describe('streams', () => {
  it('are shared out by weight, a few as well as many', () => {
    const kinds = [
      { name: 'a', weight: 3 },
      { name: 'b', weight: 1 },
    ];
    const names = (count: number) =>
      shareOut(kinds, count)
        .map(({ name }) => name)
        .sort()
        .join('');
    expect(names(4)).toBe('aaab');
    expect(names(8)).toBe('aaaaaabb');
    expect(names(1)).toBe('a');
    expect(shareOut(kinds, 0)).toEqual([]);
  });
});
