import { invalidArgument } from '@bodybroker/domain';
import { HOUR_GMS, gmsOfHour, hourAt } from './game-hour.js';
import type { WeatherState } from './weather-state.js';

export type OverrideState = 'SCHEDULED' | 'ACTIVE' | 'EXPIRED' | 'CLEARED';
export type OverrideTransition = 'begin' | 'expire' | 'clear';

/** The life of an override. What is not in the table does not happen. */
export const OVERRIDE_TRANSITIONS: Readonly<
  Record<OverrideState, Readonly<Partial<Record<OverrideTransition, OverrideState>>>>
> = {
  SCHEDULED: { begin: 'ACTIVE', clear: 'CLEARED' },
  ACTIVE: { expire: 'EXPIRED', clear: 'CLEARED' },
  EXPIRED: {},
  CLEARED: {},
};

/** Weather that a story asked for: it covers what nature does from one full hour to another. */
export interface WeatherOverride {
  readonly id: string;
  readonly state: WeatherState;
  /** 0 to 1. */
  readonly intensity: number;
  readonly fromHour: number;
  /** The first hour it does not cover any more. */
  readonly untilHour: number;
  /** The highest wins. */
  readonly priority: number;
  readonly reason: string;
  readonly isForeseen: boolean;
  readonly lifeState: OverrideState;
  /** 1 at first, +1 with each transition. */
  readonly version: number;
}

/** What a story asks for. */
export interface OverrideOrder extends Pick<
  WeatherOverride,
  'id' | 'state' | 'intensity' | 'priority' | 'reason' | 'isForeseen'
> {
  /** Undefined: the present hour. */
  readonly fromGms: number | undefined;
  readonly durationGms: number;
}

/** 14 game days. */
export const MAX_OVERRIDE_GMS = 14 * 24 * HOUR_GMS;

/**
 * Makes the override of an order. Both ends are rounded down to full hours, and it lasts one hour at least.
 * @throws DomainError INVALID_ARGUMENT OVERRIDE_TOO_LONG, OVERRIDE_PAST
 */
export function scheduleOverride(order: OverrideOrder, nowHour: number): WeatherOverride {
  const { fromGms = gmsOfHour(nowHour), durationGms, ...rest } = order;
  if (durationGms > MAX_OVERRIDE_GMS) {
    throw invalidArgument('duration_gms', 'must not be over 14 game days', 'OVERRIDE_TOO_LONG');
  }
  const fromHour = hourAt(fromGms);
  const untilHour = Math.max(fromHour + 1, hourAt(fromGms + durationGms));
  if (untilHour <= nowHour) throw invalidArgument('from_gms', 'lets it end before the present hour', 'OVERRIDE_PAST');
  return { ...rest, fromHour, untilHour, lifeState: 'SCHEDULED', version: 1 };
}

/** Takes one transition; undefined where the table has none. */
export function transition(override: WeatherOverride, by: OverrideTransition): WeatherOverride | undefined {
  const lifeState = OVERRIDE_TRANSITIONS[override.lifeState][by];
  return lifeState === undefined ? undefined : { ...override, lifeState, version: override.version + 1 };
}

/** The override that covers an hour: of those that do, the one of highest priority, and of these the newest. */
export function overrideAt(overrides: readonly WeatherOverride[], hour: number): WeatherOverride | undefined {
  return overrides
    .filter((override) => override.fromHour <= hour && hour < override.untilHour)
    .reduce<WeatherOverride | undefined>(
      (best, override) => (best === undefined || override.priority >= best.priority ? override : best),
      undefined,
    );
}
