import fc from 'fast-check';
import { collectionSettings } from '../src/domain/collection.js';
import type { LoreDocument } from '../src/domain/document.js';
import type { Viewer } from '../src/domain/viewer.js';
import { ChunkVectors } from '../src/searching/chunk-vectors.js';
import { LoreIndex } from '../src/searching/lore-index.js';
import { NO_FILTER, searchLore, type SearchModeName } from '../src/searching/search-lore.js';
import { suggestTerms } from '../src/searching/suggest.js';

const WORDS = [
  'bone',
  'bones',
  'ledger',
  'ledgers',
  'river',
  'skin',
  'skins',
  'clerk',
  'saint',
  'eel',
  'candle',
  'toll',
];
const settings = collectionSettings({ fields: [], language: 'en', synonyms: { skin: 'hide' } });
const stem = (word: string): string => word.replace(/s$/, '');
const { signal } = new AbortController();

const document = fc.record({
  id: fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f'),
  title: fc.constantFrom(...WORDS),
  text: fc.array(fc.constantFrom(...WORDS, '.', '\n\n'), { maxLength: 300 }).map((words) => words.join(' ')),
  visibility: fc.constantFrom('PUBLIC', 'KNOWN_BY', 'SECRET'),
});

const toDocument = (each: { id: string; title: string; text: string; visibility: string }): LoreDocument => ({
  ...each,
  visibility: each.visibility as LoreDocument['visibility'],
  collection: 'lore',
  tags: ['law'],
  entities: [],
  knownBy: each.visibility === 'KNOWN_BY' ? ['law'] : [],
  unlock: '',
  spoiler: 0,
  canon: 1,
  source: '',
  revealedBy: [],
});

const step = fc.oneof(
  { weight: 3, arbitrary: document.map((each) => ({ put: toDocument(each), remove: '' })) },
  { weight: 1, arbitrary: fc.constantFrom('a', 'b', 'c').map((remove) => ({ put: undefined, remove })) },
);

const query = fc.array(fc.constantFrom(...WORDS, 'ledgr', 'rivr', 'hide', 'zzz'), { minLength: 1, maxLength: 4 });

const VIEWERS: readonly Viewer[] = [
  { kind: 'everything' },
  { kind: 'public' },
  { kind: 'npc', knowledgeTags: new Set(['law']) },
  { kind: 'player', playerId: 'p', revealed: new Set(['lore/a']), isUnlocked: () => false },
];

async function seen(index: LoreIndex, words: readonly string[], viewer: Viewer, mode: SearchModeName) {
  const vectors = new ChunkVectors({ embed: undefined, onFallback: () => undefined });
  const question = { query: words.join(' '), indexes: [index], viewer, filter: NO_FILTER, mode };
  const ranked = await searchLore(question, vectors, signal);
  return ranked.map(({ chunk, score, matched }) => [chunk.document.id, chunk.part, score, [...matched].sort()]);
}

describe('an index', () => {
  it('that was changed equals one built anew', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 25 }), query, async (steps, words) => {
        const changed = new LoreIndex(settings, 1n, stem);
        const kept = new Map<string, LoreDocument>();
        for (const { put, remove } of steps) {
          if (put === undefined) {
            changed.remove(remove);
            kept.delete(remove);
          } else {
            changed.put(put, 1n);
            kept.set(put.id, put);
          }
        }
        const rebuilt = new LoreIndex(settings, 1n, stem);
        for (const each of kept.values()) rebuilt.put(each, 1n);
        expect(changed.table.size).toBe(rebuilt.table.size);
        for (const viewer of VIEWERS) {
          for (const mode of ['LEXICAL', 'HYBRID'] as const) {
            expect(await seen(changed, words, viewer, mode)).toEqual(await seen(rebuilt, words, viewer, mode));
          }
        }
      }),
      { numRuns: 80 },
    );
  });

  it('shows a viewer the same whether what is hidden from them is there or not', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(document.map(toDocument), { maxLength: 15 }), query, async (documents, words) => {
        const all = new LoreIndex(settings, 1n, stem);
        for (const each of documents) all.put(each, 1n);
        const last = [...new Map(documents.map((each) => [each.id, each])).values()];
        const onlyPublic = new LoreIndex(settings, 1n, stem);
        for (const each of last) if (each.visibility === 'PUBLIC') onlyPublic.put(each, 1n);
        const viewer: Viewer = { kind: 'public' };
        for (const mode of ['LEXICAL', 'VECTOR', 'HYBRID'] as const) {
          expect(await seen(all, words, viewer, mode)).toEqual(await seen(onlyPublic, words, viewer, mode));
        }
        const terms = (index: LoreIndex) => suggestTerms([index], 's', 10, ({ document: { isForAll } }) => isForAll);
        expect(terms(all)).toEqual(terms(onlyPublic));
      }),
      { numRuns: 80 },
    );
  });
});
