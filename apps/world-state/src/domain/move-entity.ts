import { notFound } from '@bodybroker/domain';
import { expectVersion } from './facts.js';
import { exitBlocked, findPath, noPath, type IsOpen } from './find-path.js';
import { entityOrNewcomer } from './players.js';
import type { Entity, Exit } from './things.js';
import type { WorldConditions } from './world-conditions.js';
import type { WorldDraft } from './world-draft.js';

export interface MoveOrder {
  readonly entityId: string;
  readonly to: string;
  /** STEP: along one exit. TRAVEL: along the cheapest way. PLACE: whatever the exits. */
  readonly mode: 'STEP' | 'TRAVEL' | 'PLACE';
  readonly expectedVersion: bigint | undefined;
  /** The player who asks; undefined for services. */
  readonly askingPlayerId: string | undefined;
}

/** What a move is judged by. */
export interface MoveRules {
  readonly conditions: WorldConditions;
  readonly startLocationId: string;
  /** The game clock. */
  readonly gms: number;
}

export interface Moved {
  readonly from: string;
  readonly entity: Entity;
  /** The version it had. */
  readonly version: bigint;
}

/**
 * Moves an entity. One that is there already stays, and nothing is written.
 * @throws DomainError NOT_FOUND ENTITY_NOT_FOUND, LOCATION_NOT_FOUND; VERSION_CONFLICT; FAILED_PRECONDITION NO_PATH, EXIT_BLOCKED
 */
export function moveEntity(draft: WorldDraft, order: MoveOrder, rules: MoveRules): Moved {
  const { entityId, to } = order;
  const found = entityOrNewcomer(draft, entityId, { ...rules, askingPlayerId: order.askingPlayerId });
  if (found === undefined) throw notFound('entity', entityId);
  if (draft.get('location', to) === undefined) throw notFound('location', to);
  expectVersion(`entity ${entityId}`, found.version, order.expectedVersion);
  const from = found.value.locationId;
  const { version } = found;
  if (from === to) return { from, entity: found.value, version };
  const travelGms = travelTime(draft, order, { ...rules, from, kind: found.value.kind });
  const entity = { ...found.value, locationId: to, arrivedGms: rules.gms + travelGms };
  draft.put('entity', entityId, entity);
  return { from, entity, version };
}

function travelTime(
  draft: WorldDraft,
  { entityId, to, mode }: MoveOrder,
  { from, kind, gms, conditions }: MoveRules & { readonly from: string; readonly kind: string },
): number {
  const player = kind === 'player' ? { id: entityId, locationId: from } : undefined;
  const isOpen: IsOpen = ({ condition }) => conditions.holds(condition, draft, { gms, player });
  switch (mode) {
    case 'PLACE':
      return 0;
    case 'TRAVEL':
      return findPath(draft, from, to, isOpen).reduce((total, step) => total + step.travelGms, 0);
    case 'STEP':
      return throughExit(draft.get('location', from)?.value.exits ?? [], from, to, isOpen);
  }
}

function throughExit(exits: readonly Exit[], from: string, to: string, isOpen: IsOpen): number {
  const exit = exits.find((each) => each.to === to);
  if (exit === undefined) throw noPath(from, to);
  if (!isOpen(exit)) throw exitBlocked(from, to, exit.lockedText);
  return exit.travelGms;
}
