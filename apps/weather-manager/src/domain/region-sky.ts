import { DomainError, failedPrecondition, invalidArgument, notFound, versionConflict } from '@bodybroker/domain';
import { originWeather, stepWeather, type NaturalWeather, type Nature } from './weather-chain.js';
import {
  overrideAt,
  scheduleOverride,
  transition,
  type OverrideOrder,
  type WeatherOverride,
} from './weather-override.js';
import type { WeatherState } from './weather-state.js';

export const MAX_OVERRIDES = 10;
/** How many past hours are remembered. */
export const HISTORY_HOURS = 240;

/** How far a sky goes in one step: one game year. */
export const MAX_ADVANCE_HOURS = 360 * 24;

/** The weather over one region in its present hour. */
export interface RegionSky {
  readonly hour: number;
  /** What nature does, covered or not. */
  readonly natural: NaturalWeather;
  /** What people see, and since which hour. */
  readonly shown: { readonly state: WeatherState; readonly sinceHour: number };
  /** Those scheduled and active, oldest first. */
  readonly overrides: readonly WeatherOverride[];
}

/** What the weather of one hour was. */
export interface WeatherRecord {
  readonly hour: number;
  readonly state: WeatherState;
  readonly intensity: number;
  readonly isOverridden: boolean;
}

/** A sky after something happened to it, and what that was. */
export interface SkyChange {
  readonly sky: RegionSky;
  /** The hours that went by, oldest first, at most {@link HISTORY_HOURS}. */
  readonly records: readonly WeatherRecord[];
  readonly started: readonly WeatherOverride[];
  readonly ended: readonly WeatherOverride[];
}

/** The sky of hour 0. */
export function beginSky(nature: Nature): RegionSky {
  const natural = originWeather(nature);
  return { hour: 0, natural, shown: { state: natural.state, sinceHour: 0 }, overrides: [] };
}

/** State and intensity as people see them. */
export function shownWeather(sky: RegionSky): NaturalWeather & { readonly override: WeatherOverride | undefined } {
  const override = overrideAt(sky.overrides, sky.hour);
  const { state, intensity } = override ?? sky.natural;
  return { state, intensity, override };
}

/**
 * Lets the hours up to `toHour` go by.
 * @throws DomainError FAILED_PRECONDITION TIME_REVERSED when that hour is past; INVALID_ARGUMENT ADVANCE_TOO_FAR
 */
export function advanceSky(nature: Nature, from: RegionSky, toHour: number): SkyChange {
  if (toHour < from.hour) {
    throw failedPrecondition('TIME_REVERSED', 'the weather does not go back', { hour: String(from.hour) });
  }
  if (toHour - from.hour > MAX_ADVANCE_HOURS) {
    throw invalidArgument('to_gms', 'must be within one game year', 'ADVANCE_TOO_FAR', { hour: String(from.hour) });
  }
  let sky = from;
  const records: WeatherRecord[] = [];
  const started: WeatherOverride[] = [];
  const ended: WeatherOverride[] = [];
  while (sky.hour < toHour) {
    if (toHour - sky.hour <= HISTORY_HOURS) records.push(recordOf(sky));
    const hour = sky.hour + 1;
    const turned = turnOverrides(sky.overrides, hour);
    started.push(...turned.started);
    ended.push(...turned.ended);
    sky = show({ ...sky, hour, natural: stepWeather(nature, sky.natural, hour), overrides: turned.overrides });
  }
  return { sky, records, started, ended };
}

/**
 * Adds an override; it is active at once when it covers the present hour.
 * @throws DomainError RESOURCE_EXHAUSTED TOO_MANY_OVERRIDES; INVALID_ARGUMENT as scheduleOverride
 */
export function addOverride(from: RegionSky, order: OverrideOrder): SkyChange & { readonly override: WeatherOverride } {
  if (from.overrides.length >= MAX_OVERRIDES) {
    const rule = `a region has at most ${MAX_OVERRIDES} overrides`;
    throw new DomainError('RESOURCE_EXHAUSTED', 'TOO_MANY_OVERRIDES', rule, { retryable: false });
  }
  const { overrides, started } = turnOverrides([...from.overrides, scheduleOverride(order, from.hour)], from.hour);
  const override = overrides.find(({ id }) => id === order.id);
  if (override === undefined) throw new RangeError('an override that has just begun cannot be over');
  return { sky: show({ ...from, overrides }), records: [], started, ended: [], override };
}

/**
 * Takes an override away.
 * @throws DomainError NOT_FOUND OVERRIDE_NOT_FOUND; VERSION_CONFLICT
 */
export function clearOverride(
  from: RegionSky,
  id: string,
  expectedVersion: bigint | undefined,
): SkyChange & { readonly override: WeatherOverride } {
  const found = from.overrides.find((override) => override.id === id);
  const cleared = found && transition(found, 'clear');
  if (cleared === undefined || found === undefined) throw notFound('override', id);
  if (expectedVersion !== undefined && expectedVersion !== BigInt(found.version)) {
    throw versionConflict(`override ${id}`, BigInt(found.version));
  }
  const overrides = from.overrides.filter((override) => override !== found);
  return { sky: show({ ...from, overrides }), records: [], started: [], ended: [cleared], override: cleared };
}

interface Turned {
  readonly overrides: readonly WeatherOverride[];
  readonly started: readonly WeatherOverride[];
  readonly ended: readonly WeatherOverride[];
}

/** Begins the overrides whose hour has come and drops those whose hours are over. */
function turnOverrides(overrides: readonly WeatherOverride[], hour: number): Turned {
  const begun = overrides.map((each) => (each.fromHour <= hour ? (transition(each, 'begin') ?? each) : each));
  const over = begun.filter((each) => each.untilHour <= hour);
  return {
    overrides: begun.filter((each) => each.untilHour > hour),
    started: begun.filter((each) => !overrides.includes(each)),
    ended: over.map((each) => transition(each, 'expire') ?? each),
  };
}

/** Brings `shown` in line with the present hour. */
function show(sky: RegionSky): RegionSky {
  const { state } = shownWeather(sky);
  return state === sky.shown.state ? sky : { ...sky, shown: { state, sinceHour: sky.hour } };
}

function recordOf(sky: RegionSky): WeatherRecord {
  const { state, intensity, override } = shownWeather(sky);
  return { hour: sky.hour, state, intensity, isOverridden: override !== undefined };
}
