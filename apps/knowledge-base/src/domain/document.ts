import { invalidArgument } from '@bodybroker/domain';

export const VISIBILITIES = ['PUBLIC', 'KNOWN_BY', 'SECRET'] as const;
export type VisibilityName = (typeof VISIBILITIES)[number];

/** Something that can be known. */
export interface LoreDocument {
  readonly id: string;
  readonly collection: string;
  readonly title: string;
  /** Markdown. */
  readonly text: string;
  readonly tags: readonly string[];
  /** Ids of whom and what it is about. */
  readonly entities: readonly string[];
  readonly visibility: VisibilityName;
  /** Knowledge tags; empty unless the visibility is KNOWN_BY. */
  readonly knownBy: readonly string[];
  /** CEL; empty: none. */
  readonly unlock: string;
  /** 0 gives nothing away, 3 the end of a story. */
  readonly spoiler: number;
  /** 0 is hearsay, 1 is so. */
  readonly canon: number;
  readonly source: string;
  /** Such as `quest:first-cut`. */
  readonly revealedBy: readonly string[];
}

/** Names a document among all collections. */
export function documentKey({ collection, id }: Pick<LoreDocument, 'collection' | 'id'>): string {
  return `${collection}/${id}`;
}

/**
 * Checks what the rules of single fields cannot; conditions are checked by checkUnlocks.
 * @param path of the document in the request, for the refusal
 * @throws DomainError INVALID_ARGUMENT INVALID_FIELD
 */
export function checkDocument(document: LoreDocument, path: string): void {
  if (document.title.trim() === '') throw invalidArgument(`${path}.title`, 'must have a visible character');
  if (document.text.trim() === '') throw invalidArgument(`${path}.text`, 'must have a visible character');
  const isKnownBy = document.visibility === 'KNOWN_BY';
  if (isKnownBy !== document.knownBy.length > 0) {
    throw invalidArgument(`${path}.known_by`, isKnownBy ? 'must name a tag' : 'belongs to KNOWN_BY only');
  }
}
