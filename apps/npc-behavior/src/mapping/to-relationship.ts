import { type Relationship as RelationshipMessage, type RelationshipDeltas } from '@bodybroker/contracts-npc-behavior';
import { FEELINGS, fade, type Deltas, type Feelings } from '../domain/relationship.js';
import type { Acquaintance } from '../storage/relationships.js';

/** A relationship on the wire, as it has faded by now. */
export function toRelationship(
  npcId: string,
  playerId: string,
  { relationship, version }: Acquaintance,
  gms: number,
): RelationshipMessage {
  return { npcId, playerId, ...fade(relationship, gms).feelings, version };
}

export function toDeltas(applied: Feelings): RelationshipDeltas {
  const { trust, fear, respect, familiarity, debt } = applied;
  return { trust, fear, respect, familiarity, debt };
}

export function fromDeltas(message: RelationshipDeltas): Deltas {
  return Object.fromEntries(FEELINGS.map((feeling) => [feeling, message[feeling]]));
}
