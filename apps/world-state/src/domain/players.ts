import type { Entity, Versioned } from './things.js';
import type { WorldView } from './world-model.js';

/** Accounts are named so by auth; a player's id is the account's. */
const PLAYER_ID = /^acc_[0-9a-z]+$/;

/** Whether an id can only be a player's, or is the asking player's own. */
export function isPlayerId(id: string, askingPlayerId: string | undefined): boolean {
  return id === askingPlayerId || PLAYER_ID.test(id);
}

/** A player as he is before he first moves: not stored, version 0. */
export function newcomer(startLocationId: string): Versioned<Entity> {
  const value = { kind: 'player', name: '', locationId: startLocationId, attributes: {}, arrivedGms: 0 };
  return { version: 0n, value };
}

/** The entity, or a player who has not moved yet; undefined when there is none. */
export function entityOrNewcomer(
  world: WorldView,
  id: string,
  options: { readonly startLocationId: string; readonly askingPlayerId: string | undefined },
): Versioned<Entity> | undefined {
  const stored = world.get('entity', id);
  if (stored !== undefined || !isPlayerId(id, options.askingPlayerId)) return stored;
  return newcomer(options.startLocationId);
}
