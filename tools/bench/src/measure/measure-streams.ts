import { httpTarget } from '../load/http-target.js';
import { medianOf } from '../report/statistics.js';
import type { BenchStand } from '../stand/bench-stand.js';
import type { OwnPaths } from '../stand/start-own-paths.js';
import { stalledReader, type StalledMemory } from './stalled-reader.js';

export interface StreamFigures {
  /** Events a second of one event stream (SSE) through gateway and service. */
  readonly sseEventsPerSecond: number;
  /** Messages a second of one stream of the SDK with its window, and with as good as none. */
  readonly windowed: number;
  readonly unbounded: number;
  /** Median of the rounds' ratios of the two. */
  readonly windowRatio: number;
  readonly stalled: StalledMemory;
}

export interface StreamOptions {
  readonly rounds: number;
  readonly seconds: number;
  readonly onProgress: (text: string) => void;
}

const AS_GOOD_AS_NONE = 1_000_000_000;
const STALLED_SECONDS = 4;
const STALLED_TIMES = 3;

/** Measures one stream of small messages at a time: as fast as it goes, and with a reader that takes nothing. */
export async function measureStreams(
  { gateway, sdkClient }: OwnPaths,
  { httpLoad }: BenchStand,
  { rounds, seconds, onProgress }: StreamOptions,
): Promise<StreamFigures> {
  const ticks = httpTarget({
    port: gateway.gatewayPort,
    method: 'GET',
    path: '/v1/testing/ticks:watch',
    headers: { accept: 'text/event-stream' },
  });
  const sse: number[] = [];
  const windowed: number[] = [];
  const unbounded: number[] = [];
  for (let number = 1; number <= rounds; number += 1) {
    onProgress(`round ${number} of ${rounds}: streams`);
    const events = await httpLoad.ask({ kind: 'stream', target: ticks, seconds });
    if (events.errors > 0 || events.answers === 0) throw new Error('the event stream was refused');
    sse.push(events.answers / events.seconds);
    const bounded = await sdkClient.load.ask({ kind: 'stream', seconds });
    windowed.push(bounded.answers / bounded.seconds);
    const free = await sdkClient.load.ask({ kind: 'stream', seconds, window: AS_GOOD_AS_NONE });
    unbounded.push(free.answers / free.seconds);
  }
  const stalled: StalledMemory[] = [];
  for (let number = 1; number <= STALLED_TIMES; number += 1) {
    onProgress(`a reader that takes nothing, ${STALLED_SECONDS} s, ${number} of ${STALLED_TIMES}`);
    const pids = { gateway: gateway.pids.gateway, service: gateway.pids.service };
    stalled.push(await stalledReader(ticks, { pids, seconds: STALLED_SECONDS }));
  }
  return {
    sseEventsPerSecond: medianOf(sse),
    windowed: medianOf(windowed),
    unbounded: medianOf(unbounded),
    windowRatio: medianOf(windowed.map((value, index) => value / (unbounded[index] ?? NaN))),
    stalled: middleOf(stalled),
  };
}

/** Of several tries the one in the middle. */
function middleOf(tries: readonly StalledMemory[]): StalledMemory {
  const sorted = tries.toSorted((a, b) => a.growthBytes - b.growthBytes);
  return sorted[Math.floor(sorted.length / 2)] ?? { growthBytes: NaN, byProcess: {} };
}
