import { InventoryChanged } from '@bodybroker/contracts-body-broker-integration';
import { createEvent } from '@bodybroker/nats-sdk';
import { CAPACITY } from '../domain/inventory.js';
import type { PlayerDraft } from '../storage/player-draft.js';
import { brokerFacts } from './broker-facts.js';

export type InventoryCause = 'harvest' | 'grant' | 'revoke' | 'transfer' | 'return' | 'discard';

/** Adds to a draft the event that tells what came and went, if anything did. Call it when nothing else is to come. */
export function tellInventory(draft: PlayerDraft, cause: InventoryCause, worldId: string, nowMs: number): void {
  if (draft.entries.length === 0) return;
  const { playerId, version, used } = draft;
  const changes = draft.entries.map(({ partId, itemId, delta }) => ({ partId, itemId, delta: BigInt(delta) }));
  const payload = { playerId, changes, used, capacity: CAPACITY, cause, version };
  const occasion = { playerId, worldId, entityId: `inventory/${playerId}`, version, nowMs };
  draft.also({ events: [createEvent(InventoryChanged, payload, brokerFacts(occasion))] });
}
