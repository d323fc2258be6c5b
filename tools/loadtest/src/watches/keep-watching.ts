import { setTimeout as delay } from 'node:timers/promises';
import type { GatewayClient } from '../client/gateway-client.js';
import { errorClassOf } from '../client/outcome.js';
import { serverSentEvents } from '../client/server-sent-events.js';
import { count } from '../measure/count.js';
import type { StreamTally } from '../measure/stream-tally.js';
import type { Player } from '../players/player.js';
import type { Random } from '../schedule/seeded-random.js';
import type { Watch } from './watch-table.js';

export interface KeepWatchingOptions {
  readonly watch: Watch;
  readonly player: Player;
  readonly tally: StreamTally;
  /** Milliseconds after which the stream is cut on purpose and opened again, on average; 0: never. */
  readonly cutEveryMs: number;
  /** When the warm-up ends: events before that are not counted. That and how it was opened is, always: it happens rarely. */
  readonly countFromMs: number;
  readonly random: Random;
  readonly now: () => number;
  readonly signal: AbortSignal;
}

/** What the browser's EventSource waits when the server says nothing. */
const DEFAULT_RETRY_MS = 2000;

/** What a client knows of a stream between two connections. */
interface Place {
  lastEventId: string | undefined;
  retryMs: number;
}

/** Holds a stream open as an EventSource does, until the signal aborts: what breaks is opened again where it was. */
export async function keepWatching(client: Pick<GatewayClient, 'open'>, options: KeepWatchingOptions): Promise<void> {
  const { signal, random, cutEveryMs, tally } = options;
  const place: Place = { lastEventId: undefined, retryMs: DEFAULT_RETRY_MS };
  while (!signal.aborted) {
    const cutting = new AbortController();
    // Between half and one and a half times as long: streams that began together do not come back together.
    const timer = cutEveryMs > 0 ? setTimeout(() => cutting.abort(), cutEveryMs * (0.5 + random())) : undefined;
    const drop = await watchOnce(client, options, place, AbortSignal.any([signal, cutting.signal]));
    clearTimeout(timer);
    if (signal.aborted) return;
    if (cutting.signal.aborted) {
      tally.cut += 1;
      continue;
    }
    count(tally.drops, drop);
    await delay(place.retryMs * (0.5 + random()), undefined, { signal }).catch(() => undefined);
  }
}

/** One connection. Answers why it ended. */
async function watchOnce(
  client: Pick<GatewayClient, 'open'>,
  { watch, player, tally, now, countFromMs }: KeepWatchingOptions,
  place: Place,
  signal: AbortSignal,
): Promise<string> {
  const dueMs = now();
  const resumesAfter = watch.resumes ? place.lastEventId : undefined;
  const { token } = player;
  const opened = await client.open(watch.path(player), { token, lastEventId: resumesAfter, signal });
  if (opened.kind === 'failed') return opened.errorClass;
  tally.opened += 1;
  if (resumesAfter !== undefined) tally.resumed += 1;
  tally.opening.record(now() - dueMs);
  let end = 'ended without a word';
  let previousMs: number | undefined;
  const events = serverSentEvents({
    onEvent: ({ event, id, data }) => {
      const atMs = now();
      if (event === 'end') end = 'ended by the server';
      else if (event === 'error') end = `stream error ${reasonOf(data)}`;
      else {
        const isCounted = atMs >= countFromMs;
        if (isCounted) tally.events += 1;
        if (previousMs === undefined) tally.firstEvent.record(atMs - dueMs);
        else if (isCounted) tally.gap.record(atMs - previousMs);
        previousMs = atMs;
        if (isNotAfter(id, resumesAfter)) tally.repeated += 1;
        place.lastEventId = id ?? place.lastEventId;
      }
    },
    onRetry: (retryMs) => {
      place.retryMs = retryMs;
    },
  });
  try {
    for await (const bytes of opened.body) events.feed(bytes);
    return end;
  } catch (error) {
    return errorClassOf(error);
  }
}

/** Ids of streams that resume are whole numbers that rise. */
function isNotAfter(id: string | undefined, before: string | undefined): boolean {
  if (id === undefined || before === undefined || !/^\d+$/.test(id) || !/^\d+$/.test(before)) return false;
  return BigInt(id) <= BigInt(before);
}

function reasonOf(data: string): string {
  try {
    return String((JSON.parse(data) as { reason?: unknown }).reason).slice(0, 64);
  } catch {
    return 'without a reason';
  }
}
