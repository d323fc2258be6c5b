import { HOUR_GMS } from '@bodybroker/domain';
import { toDread } from './dread.js';
import { addToGauge } from './facts.js';
import type { WorldDraft } from './world-draft.js';

/** Dread moves towards a place's own by so much an hour. */
const DREAD_STEP = 2;
/** From 100 to 0 by steps of 2, twice over: after that nothing moves any more. */
const MAX_STEPS = 100;
const HEAT = 'heat.';
/** A ward's heat goes down by so much an hour. */
const HEAT_LOSS = 1;

export interface HoursPassed {
  /** Hours since gms 0, both ends. */
  readonly fromHour: number;
  readonly toHour: number;
  /** What the weather adds to the dread of a region, an hour. */
  dreadDelta(regionId: string): number;
}

/** What hours do to a world: dread settles, heat cools, facts whose time is over are forgotten. */
export function passHours(draft: WorldDraft, { fromHour, toHour, dreadDelta }: HoursPassed): void {
  const hours = toHour - fromHour;
  for (const id of draft.ids('location')) {
    const location = draft.get('location', id)?.value;
    const mood = draft.get('mood', id)?.value;
    if (location === undefined || mood === undefined) continue;
    const dread = settle(mood.dread, location.baseDread, dreadDelta(location.regionId), hours);
    if (dread !== mood.dread) draft.put('mood', id, { ...mood, dread });
  }
  for (const key of [...draft.ids('fact')]) {
    const expiresGms = draft.get('fact', key)?.value.expiresGms ?? Infinity;
    if (expiresGms <= toHour * HOUR_GMS) draft.delete('fact', key);
    else if (key.startsWith(HEAT)) addToGauge(draft, key, -HEAT_LOSS * hours);
  }
}

/** Dread after some hours: towards its base by 2 in each, then moved by the weather. */
export function settle(dread: number, base: number, weatherDelta: number, hours: number): number {
  let now = dread;
  for (let hour = 0; hour < Math.min(hours, MAX_STEPS); hour += 1) {
    const towardsBase = now > base ? Math.max(base, now - DREAD_STEP) : Math.min(base, now + DREAD_STEP);
    now = Math.max(0, Math.min(100, towardsBase + weatherDelta));
  }
  return toDread(now);
}
