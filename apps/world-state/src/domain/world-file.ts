import { applyEdit } from './world-edit.js';
import type { Entity, FactValue, Location, Region } from './things.js';
import type { WorldDraft } from './world-draft.js';

/** A world as a file says it. */
export interface WorldFile {
  readonly regions: Readonly<Record<string, Region>>;
  readonly locations: Readonly<Record<string, Location & { readonly faction: string }>>;
  readonly entities: Readonly<Record<string, Omit<Entity, 'arrivedGms'>>>;
  readonly facts: Readonly<Record<string, FactValue>>;
}

export interface LoadedCounts {
  readonly regions: number;
  readonly locations: number;
  readonly entities: number;
  readonly facts: number;
}

/**
 * Writes what a file says and the world does not. Entities and facts that are there are the game's by now and stay as they are.
 * @returns what was written
 */
export function loadInto(draft: WorldDraft, file: WorldFile, gms: number): LoadedCounts {
  const counts = { regions: 0, locations: 0, entities: 0, facts: 0 };
  for (const [id, region] of Object.entries(file.regions)) {
    if (isSame(draft.get('region', id)?.value, region)) continue;
    draft.put('region', id, region);
    counts.regions += 1;
  }
  for (const [id, { faction, ...location }] of Object.entries(file.locations)) {
    if (isSame(draft.get('location', id)?.value, location)) continue;
    applyEdit(draft, { edit: 'put-location', id, location, faction }, gms);
    counts.locations += 1;
  }
  for (const [id, entity] of Object.entries(file.entities)) {
    if (draft.get('entity', id) !== undefined) continue;
    applyEdit(draft, { edit: 'put-entity', id, entity, expectedVersion: undefined }, gms);
    counts.entities += 1;
  }
  for (const [key, value] of Object.entries(file.facts)) {
    if (draft.get('fact', key) !== undefined) continue;
    draft.put('fact', key, { value });
    counts.facts += 1;
  }
  return counts;
}

/** Both are plain data whose fields come in one order: they are made in one place. */
function isSame(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}
