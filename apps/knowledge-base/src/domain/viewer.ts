import { documentKey, type LoreDocument } from './document.js';

/** Whose eyes are looked through. */
export type Viewer =
  | { readonly kind: 'everything' }
  | { readonly kind: 'public' }
  | { readonly kind: 'npc'; readonly knowledgeTags: ReadonlySet<string> }
  | {
      readonly kind: 'player';
      readonly playerId: string;
      /** Keys of the documents the player was told of. */
      readonly revealed: ReadonlySet<string>;
      /** Whether an unlock condition holds. */
      isUnlocked(condition: string): boolean;
    };

/** What decides who sees a document. */
export type Guarded = Pick<LoreDocument, 'id' | 'collection' | 'visibility' | 'knownBy' | 'unlock'>;

/** Whether everybody sees a document, whatever they know. Only these count in the statistics that scores are made of. */
export function isForAll({ visibility, unlock }: Guarded): boolean {
  return visibility === 'PUBLIC' && unlock === '';
}

/** Whether a viewer sees a document. */
export function canSee(viewer: Viewer, document: Guarded): boolean {
  switch (viewer.kind) {
    case 'everything':
      return true;
    case 'public':
      return isForAll(document);
    case 'npc':
      if (document.visibility === 'PUBLIC') return true;
      return document.visibility === 'KNOWN_BY' && document.knownBy.some((tag) => viewer.knowledgeTags.has(tag));
    case 'player':
      if (isForAll(document) || viewer.revealed.has(documentKey(document))) return true;
      return document.unlock !== '' && viewer.isUnlocked(document.unlock);
  }
}
