import { weatherAgeBetween, type WeatherHistory } from './weather-age.js';

export const HOUR_GMS = 3_600_000;
export const DAY_GMS = 24 * HOUR_GMS;

/** Below this nobody pays for a part. */
export const SPOILED_BELOW = 5;

/** How fresh a part was at some time, and how it has spoiled since. A new stretch begins whenever it is preserved. */
export interface Decay {
  /** 0 to 100, at `sinceGms`. */
  readonly freshness: number;
  readonly sinceGms: number;
  /** What natural decay is multiplied by: 1 with nothing around the part. */
  readonly factor: number;
}

/** The freshness of a part at a game time: half of it goes with each half-life of weather age. Never rises with time. */
export function freshnessAt(decay: Decay, halfLifeHours: number, history: WeatherHistory, gms: number): number {
  const ageHours = weatherAgeBetween(history, decay.sinceGms, gms) / HOUR_GMS;
  return decay.freshness * 2 ** (-(ageHours * decay.factor) / halfLifeHours);
}

/** Begins another stretch: as fresh as it is, spoiling at another pace from now on. */
export function decayFrom(
  decay: Decay,
  halfLifeHours: number,
  history: WeatherHistory,
  gms: number,
  factor: number,
): Decay {
  return {
    freshness: freshnessAt(decay, halfLifeHours, history, gms),
    sinceGms: Math.max(gms, decay.sinceGms),
    factor,
  };
}

/** The worst weather there is doubles decay. */
const WORST_MULTIPLIER = 2;

/**
 * The earliest game time at which the part may be spoiled, whatever the weather does; look again then. At least an hour away
 * while it is not spoiled yet, so that looking comes to an end.
 */
export function spoilsNotBefore(freshness: number, decay: Decay, halfLifeHours: number, gms: number): number {
  if (freshness < SPOILED_BELOW) return gms;
  const hours = (Math.log2(freshness / SPOILED_BELOW) * halfLifeHours) / decay.factor / WORST_MULTIPLIER;
  return gms + Math.ceil(Math.max(1, hours) * HOUR_GMS);
}
