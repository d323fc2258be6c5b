import { Visibility, type Document } from '@bodybroker/contracts-knowledge-base';
import { enumName } from '@bodybroker/service-kit';
import { VISIBILITIES, type LoreDocument } from '../domain/document.js';
import type { StoredDocument } from '../storage/documents.js';

/** A document of a request, in its collection. @param path of it in the request */
export function fromDocumentMessage(message: Document, collection: string, path: string): LoreDocument {
  const { id, title, text, unlock, spoiler, source } = message;
  return {
    id,
    collection,
    title,
    text,
    tags: [...new Set(message.tags)],
    entities: [...new Set(message.entities)],
    visibility: enumName(Visibility, message.visibility, VISIBILITIES, `${path}.visibility`),
    knownBy: [...new Set(message.knownBy)],
    unlock,
    spoiler,
    canon: message.canon ?? 1,
    source,
    revealedBy: [...new Set(message.revealedBy)],
  };
}

/** A stored document as the wire has it. */
export function toDocumentMessage({ value, version, updatedMs }: StoredDocument): Document {
  const { visibility, tags, entities, knownBy, revealedBy, ...rest } = value;
  return {
    ...rest,
    visibility: Visibility[visibility],
    tags: [...tags],
    entities: [...entities],
    knownBy: [...knownBy],
    revealedBy: [...revealedBy],
    version,
    updatedMs: BigInt(updatedMs),
  };
}
