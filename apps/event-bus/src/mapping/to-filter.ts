import type { EventFilter as WireFilter } from '@bodybroker/contracts-event-bus';
import type { AskedFilter } from '../domain/event-filter.js';

/** The filter of a request; an absent one asks for everything there is by default. */
export function toFilter(filter: WireFilter | undefined): AskedFilter {
  return { pattern: filter?.subjectPattern ?? '', playerId: filter?.playerId, types: filter?.types ?? [] };
}

export function fromFilter({ pattern, playerId, types }: AskedFilter): WireFilter {
  return { subjectPattern: pattern, types: [...types], ...(playerId === undefined ? {} : { playerId }) };
}
