import { countBetween, num, str } from '@bodybroker/service-kit';
import { DEFAULT_SCALE } from './domain/world-clock.js';

/** Settings of time-manager, beside those every service has. */
export const config = {
  worlds: str({ default: 'main', desc: 'ids of the worlds with a clock, comma separated, 10 at most' }),
  worldStartHour: countBetween(0, 24 * 360)({ default: 8, desc: 'game hour a new world begins at' }),
  worldScale: num({ default: DEFAULT_SCALE, desc: 'scale of a new world, game ms in one real ms' }),
  tickMs: countBetween(10, 5000)({ default: 250, desc: 'how often the leader looks for hours that have passed' }),
  leaseMs: countBetween(
    500,
    60_000,
  )({ default: 5000, desc: 'how long the leader of a world outlives its last sign of life' }),
};
