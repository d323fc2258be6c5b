import { DomainError, invalidArgument } from '@bodybroker/domain';

const FIELDS = ['title', 'text', 'tags', 'entities', 'source'] as const;
export type FieldName = (typeof FIELDS)[number];

export const MAX_COLLECTIONS = 20;
export const MAX_DOCUMENTS = 20_000;

/** How a set of documents is searched. */
export interface CollectionSettings {
  readonly fields: readonly { readonly name: FieldName; readonly boost: number }[];
  /** `en`: words of one stem are one. */
  readonly language: 'en' | 'none';
  /** A word to the words a query with it looks for as well. */
  readonly synonyms: Readonly<Record<string, readonly string[]>>;
}

const DEFAULT_FIELDS: CollectionSettings['fields'] = [
  { name: 'title', boost: 3 },
  { name: 'tags', boost: 2 },
  { name: 'entities', boost: 2 },
  { name: 'text', boost: 1 },
];

/** Settings as they are asked for. */
export interface AskedSettings {
  readonly fields: readonly { readonly name: string; readonly boost: number }[];
  readonly language: string;
  readonly synonyms: Readonly<Record<string, string>>;
}

/**
 * The settings that are meant by what was asked for.
 * @throws DomainError INVALID_ARGUMENT UNKNOWN_FIELD, DUPLICATE_FIELD, INVALID_FIELD
 */
export function collectionSettings({ fields, language, synonyms }: AskedSettings): CollectionSettings {
  return {
    fields: fields.length === 0 ? DEFAULT_FIELDS : searchedFields(fields),
    language: language === 'none' ? 'none' : 'en',
    synonyms: Object.fromEntries(
      Object.entries(synonyms).map(([word, others]) => [wordOf(word), listOf(word, others)]),
    ),
  };
}

function searchedFields(asked: AskedSettings['fields']): CollectionSettings['fields'] {
  const fields = asked.map(({ name, boost }, at) => {
    const known = FIELDS.find((each) => each === name);
    if (known === undefined) {
      throw invalidArgument(`fields[${at}].name`, `must be one of ${FIELDS.join(', ')}`, 'UNKNOWN_FIELD');
    }
    return { name: known, boost: boost === 0 ? 1 : boost };
  });
  if (new Set(fields.map(({ name }) => name)).size < fields.length) {
    throw invalidArgument('fields', 'must name each field once', 'DUPLICATE_FIELD');
  }
  return fields;
}

function wordOf(word: string): string {
  const trimmed = word.trim().toLowerCase();
  if (!/^[\p{L}\p{N}]+$/u.test(trimmed)) throw invalidArgument('synonyms', 'must be single words');
  return trimmed;
}

function listOf(word: string, others: string): readonly string[] {
  const list = others.split(',').filter((other) => other.trim() !== '');
  if (list.length === 0) throw invalidArgument(`synonyms["${word}"]`, 'must name a word');
  return list.map(wordOf);
}

/** There are as many collections, or documents, as there may be. */
export function tooMany(what: 'collections' | 'documents', limit: number): DomainError {
  return new DomainError('RESOURCE_EXHAUSTED', `TOO_MANY_${what.toUpperCase()}`, `there can be ${limit} ${what}`, {
    details: { limit: String(limit) },
    retryable: false,
  });
}
