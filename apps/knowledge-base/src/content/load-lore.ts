import { isDomainError } from '@bodybroker/domain';
import { ContentError, type ContentFolder } from '@bodybroker/service-kit';
import type { AskedSettings } from '../domain/collection.js';
import { checkUnlocks } from '../domain/check-unlocks.js';
import { checkDocument, VISIBILITIES, type LoreDocument, type VisibilityName } from '../domain/document.js';
import type { LoreRelation } from '../domain/relation.js';

/** The lore that comes with the service. */
export interface ShippedLore {
  readonly collection: string;
  readonly settings: AskedSettings;
  readonly documents: readonly LoreDocument[];
  readonly relations: readonly LoreRelation[];
}

/** The collection that ships, and that is meant where none is named. */
export const LORE_COLLECTION = 'lore';

const LIST = 'lore.json';
const ID = /^[a-z0-9][a-z0-9_.-]{0,63}$/;
const KEYS = [
  'title',
  'tags',
  'entities',
  'visibility',
  'spoiler',
  'canon',
  'source',
  'unlock',
  'revealed_by',
] as const;
type Key = (typeof KEYS)[number];

/**
 * Reads content/lore.json {documents: ids, synonyms, relations: "from type to"} and content/lore/<id>.md: `key: value` lines
 * between two lines of ---, then markdown.
 * @throws ContentError naming the file and what is wrong with it
 */
export async function loadLore(content: ContentFolder): Promise<ShippedLore> {
  const json = asRecord(content.json(LIST));
  const ids = listOfTexts(json['documents'], 'documents');
  if (new Set(ids).size < ids.length) throw new ContentError(LIST, 'documents: names one twice');
  const documents = ids.map((id) => loadDocument(content, id));
  for (const { id, unlock } of documents) {
    await checkUnlocks([{ unlock }], () => id).catch((error: unknown) => {
      throw new ContentError(`lore/${id}.md`, isDomainError(error) ? error.message : 'unlock: cannot be used', error);
    });
  }
  return {
    collection: LORE_COLLECTION,
    settings: { fields: [], language: 'en', synonyms: textsByWord(json['synonyms']) },
    documents,
    relations: listOfTexts(json['relations'], 'relations').map(toRelation),
  };
}

function loadDocument(content: ContentFolder, id: string): LoreDocument {
  const file = `lore/${id}.md`;
  const fail = (problem: string): never => {
    throw new ContentError(file, problem);
  };
  if (!ID.test(id)) fail('the id must be lower case letters, digits, ., _ and -');
  const parts = /^---\n(.*?)\n---\n(.*)$/s.exec(content.text(file));
  const about = readHead(parts?.[1] ?? fail('must begin with lines between --- and ---'), fail);
  const { visibility, knownBy } = readVisibility(about.visibility, fail);
  const document: LoreDocument = {
    id,
    collection: LORE_COLLECTION,
    title: about.title ?? fail('title: is missing'),
    text: (parts?.[2] ?? '').trim(),
    tags: idsOf('tags', about.tags, fail),
    entities: idsOf('entities', about.entities, fail),
    visibility,
    knownBy,
    unlock: about.unlock ?? '',
    spoiler: numberOf('spoiler', about.spoiler ?? '0', 3, fail),
    canon: numberOf('canon', about.canon ?? '1', 1, fail),
    source: about.source ?? '',
    revealedBy: split(about.revealed_by),
  };
  if (document.tags.length === 0) fail('tags: must name one');
  if (document.revealedBy.some((each) => !/^(quest|clue|scene):[a-z0-9][a-z0-9_.-]*$/.test(each))) {
    fail('revealed_by: must be quest:, clue: or scene: and an id');
  }
  try {
    checkDocument(document, id);
  } catch (error) {
    fail(isDomainError(error) ? error.message : 'cannot be used');
  }
  return document;
}

type Fail = (problem: string) => never;

function readHead(head: string, fail: Fail): Partial<Record<Key, string>> {
  const about: Partial<Record<Key, string>> = {};
  for (const line of head.split('\n')) {
    const [, name = '', value = ''] = /^([a-z_]+): *(.*)$/.exec(line) ?? fail(`"${line}": must be key: value`);
    const key = KEYS.find((each) => each === name) ?? fail(`${name}: is no key`);
    about[key] = value.trim();
  }
  return about;
}

function readVisibility(text = '', fail: Fail): { visibility: VisibilityName; knownBy: readonly string[] } {
  const [word = '', ...tags] = text.split(' ');
  const visibility =
    VISIBILITIES.find((each) => each === word) ?? fail(`visibility: must be ${VISIBILITIES.join(', ')}`);
  return { visibility, knownBy: idsOf('visibility', tags.join(' '), fail) };
}

function idsOf(key: Key, text: string | undefined, fail: Fail): readonly string[] {
  const ids = split(text);
  const bad = ids.find((each) => !ID.test(each));
  return bad === undefined ? ids : fail(`${key}: "${bad}" is no id`);
}

function numberOf(key: Key, text: string, largest: number, fail: Fail): number {
  const value = Number(text);
  return value >= 0 && value <= largest ? value : fail(`${key}: must be a number from 0 to ${largest}`);
}

function split(text = ''): readonly string[] {
  return text.split(',').flatMap((part) => part.trim() || []);
}

function toRelation(text: string): LoreRelation {
  const [from = '', type = '', to = '', ...more] = text.split(' ');
  if (!ID.test(from) || !/^[a-z][a-z_]*$/.test(type) || !ID.test(to) || more.length > 0) {
    throw new ContentError(LIST, `relations: "${text}" must be an id, a type and an id`);
  }
  return { from, type, to };
}

function asRecord(json: unknown): Readonly<Record<string, unknown>> {
  if (typeof json !== 'object' || json === null) throw new ContentError(LIST, 'is no object');
  return json as Record<string, unknown>;
}

function listOfTexts(json: unknown, path: string): readonly string[] {
  if (!Array.isArray(json) || json.some((each) => typeof each !== 'string')) {
    throw new ContentError(LIST, `${path}: must be a list of texts`);
  }
  return json as readonly string[];
}

function textsByWord(json: unknown): Readonly<Record<string, string>> {
  const record = asRecord(json);
  if (Object.values(record).some((each) => typeof each !== 'string')) {
    throw new ContentError(LIST, 'synonyms: must be texts');
  }
  return record as Record<string, string>;
}
