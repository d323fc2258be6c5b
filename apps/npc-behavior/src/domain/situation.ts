import type { City, PlaceService } from './city.js';
import type { NeedLevels } from './needs.js';
import { traitOf, weightOf, type Npc } from './npc.js';
import { strongest, type Percept } from './percept.js';
import { entryAt } from './schedule.js';
import { severityOf, type Skies } from './sky.js';
import type { Consideration } from './utility.js';

/** All that bears on what somebody does. */
export interface Situation {
  readonly npc: Npc;
  readonly gms: number;
  readonly levels: NeedLevels;
  readonly percepts: readonly Percept[];
  readonly skies: Skies;
  readonly city: City;
}

export const consider = (name: string, value: number): Consideration => ({
  name,
  value: Math.min(1, Math.max(0, value)),
});

/** A trait of -1 to 1 as a share of 0 to 1. */
export const share = (trait: number): number => (trait + 1) / 2;

/**
 * Everything is measured from where the routine wants them, not from where they are: who has once gone somewhere would
 * otherwise judge by another measure the next moment.
 */
export function routinePlace({ npc, gms }: Situation): string {
  return entryAt(npc.schedule, gms).locationId;
}

/** How much weather there is at a place: none under a roof, less for the bold. */
export function exposure({ npc, city, skies, percepts }: Situation, locationId: string): number {
  const { isIndoors, regionId } = city.place(locationId);
  if (isIndoors) return 0;
  const severity = Math.max(severityOf(skies[regionId]), strongest(percepts, 'BAD_WEATHER')?.strength ?? 0);
  return severity * (1 - 0.3 * Math.max(0, traitOf(npc, 'boldness')));
}

/** Where people sleep there is a roof, whatever the place is. */
export function routineExposure(situation: Situation): number {
  const { activity, locationId } = entryAt(situation.npc.schedule, situation.gms);
  return activity === 'SLEEP' ? 0 : exposure(situation, locationId);
}

/** How much a threat frightens: all of it the timid, little the bold. */
export function danger({ npc, percepts }: Situation): number {
  const strength = strongest(percepts, 'THREAT')?.strength ?? 0;
  return strength * (1 - 0.6 * share(traitOf(npc, 'boldness'))) * (0.5 + 0.5 * weightOf(npc, 'stay-safe'));
}

/** How near a place is to where the routine wants somebody: 1 there, less with each ward on the way. */
export function reach(situation: Situation, locationId: string): number {
  return 1 / (1 + 0.05 * situation.city.distance(routinePlace(situation), locationId));
}

/** The nearest place where something can be had. */
export function nearestServing(situation: Situation, service: PlaceService): string | undefined {
  return situation.city.nearest(routinePlace(situation), ({ serves }) => serves.includes(service))?.id;
}
