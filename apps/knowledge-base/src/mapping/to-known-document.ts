import type { KnownDocument } from '@bodybroker/contracts-knowledge-base';
import type { Revelation } from '../storage/known-documents.js';

/** A revelation as the wire has it. */
export function toKnownDocument(
  { collection, documentId, title, source, revealedMs }: Revelation,
  { newlyRevealed }: Pick<KnownDocument, 'newlyRevealed'>,
): KnownDocument {
  return { collection, documentId, title, source, revealedMs: BigInt(revealedMs), newlyRevealed };
}
