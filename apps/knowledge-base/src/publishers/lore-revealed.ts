import { LoreRevealed } from '@bodybroker/contracts-knowledge-base';
import type { Clock } from '@bodybroker/domain';
import { createEvent } from '@bodybroker/nats-sdk';
import type { OutboxEvent } from '@bodybroker/storage';
import { documentKey, type LoreDocument } from '../domain/document.js';
import type { Revelation } from '../storage/known-documents.js';

/** Tells that a player was told of a document. */
export function loreRevealed({ playerId, source }: Revelation, document: LoreDocument, clock: Clock): OutboxEvent {
  const { collection, id, title, tags, entities, spoiler } = document;
  return createEvent(
    LoreRevealed,
    { playerId, collection, documentId: id, title, source, tags: [...tags], entities: [...entities], spoiler },
    { source: 'knowledge-base', clock, entityId: `${playerId}/${documentKey(document)}`, entityVersion: 1, playerId },
  );
}
