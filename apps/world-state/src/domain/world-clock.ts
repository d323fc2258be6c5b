import { HOUR_GMS } from '@bodybroker/domain';

/** The weather of a region, as it was last told. */
export interface HeardWeather {
  /** As weather-manager names it, such as `RAIN`. */
  readonly state: string;
  /** 0 to 1. */
  readonly intensity: number;
  readonly sinceGms: number;
  /** Added to the dread of the region, an hour. */
  readonly dreadDelta: number;
}

/** What a world has heard of the hour and the sky. No part of its revisions. */
export interface WorldClock {
  readonly gms: number;
  readonly weather: Readonly<Record<string, HeardWeather>>;
}

/** The game starts on its first day at 08:00. */
export const FIRST_CLOCK: WorldClock = { gms: 8 * HOUR_GMS, weather: {} };

/** Takes the weather of a region in; undefined when it is older than what is known. */
export function hearWeather(clock: WorldClock, regionId: string, heard: HeardWeather): WorldClock | undefined {
  const known = Object.hasOwn(clock.weather, regionId) ? clock.weather[regionId] : undefined;
  if (known !== undefined && known.sinceGms > heard.sinceGms) return undefined;
  return { ...clock, weather: { ...clock.weather, [regionId]: heard } };
}

export function dreadDeltaOf(clock: WorldClock, regionId: string): number {
  return Object.hasOwn(clock.weather, regionId) ? (clock.weather[regionId]?.dreadDelta ?? 0) : 0;
}
