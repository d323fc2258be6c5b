import { enumName, worldOf } from '@bodybroker/service-kit';
import { WatchInterval as WireInterval, type ITimeManagerService } from '@bodybroker/contracts-time-manager';
import type { Handler } from '@bodybroker/nats-sdk';
import type { Deps } from '../deps.js';
import { WATCH_INTERVALS, msUntilNextLook, type WatchIntervalName } from '../domain/watch-interval.js';
import { readClock } from '../domain/world-clock.js';
import { toGameTime } from '../mapping/to-game-time.js';

const NAMES = Object.keys(WATCH_INTERVALS) as readonly WatchIntervalName[];

/** The time now, then whenever a new part of it begins or the clock is set anew, until the caller leaves. */
export const watchTime = ({ clocks, clock, sleep }: Deps): Handler<ITimeManagerService, 'watchTime'> =>
  async function* (request, { worldId, signal }) {
    const every = request.every === WireInterval.UNSPECIFIED ? WireInterval.HOUR : request.every;
    const interval = WATCH_INTERVALS[enumName(WireInterval, every, NAMES, 'every')];
    let shown = '';
    while (!signal.aborted) {
      const worldClock = await clocks.read(worldOf(request, { worldId }));
      const nowMs = clock.now();
      const part = `${worldClock.version}:${interval.numberOf(readClock(worldClock.value, nowMs))}`;
      if (part !== shown) yield toGameTime(worldClock, nowMs);
      shown = part;
      await sleep(msUntilNextLook(interval, worldClock.value, nowMs), signal);
    }
  };
