import type { WordTable } from './word-table.js';

/** Words that count as one word of a query, and how much. */
export interface WordGroup {
  readonly words: readonly string[];
  readonly weight: number;
}

/** How much a synonym counts beside the word itself. */
const SYNONYM_WEIGHT = 0.8;
/** The two weights MiniSearch gives, before they sink with the distance. */
const PREFIX_WEIGHT = 0.375;
const FUZZY_WEIGHT = 0.45;

/** Shorter words are looked for as they are. */
const SHORTEST_PREFIX = 3;
const SHORTEST_FUZZY = 5;
/** Wrong letters allowed, as a share of the word. */
const FUZZINESS = 0.2;

/** What a word of a query stands for: its own family of words, synonyms, and what begins so or is a little different. */
export function wordGroups(
  table: WordTable,
  word: string,
  synonyms: Readonly<Record<string, readonly string[]>>,
): readonly WordGroup[] {
  const groups: WordGroup[] = [];
  const taken = new Set<string>();
  const addFamily = (of: string, weight: number): void => {
    const words = [...table.family(of)].filter((each) => !taken.has(each)).sort();
    for (const each of words) taken.add(each);
    if (words.length > 0) groups.push({ words, weight });
  };
  addFamily(word, 1);
  const others = Object.hasOwn(synonyms, word) ? (synonyms[word] ?? []) : [];
  for (const other of others) addFamily(other, SYNONYM_WEIGHT);

  const loose = new Map<string, number>();
  const addLoose = (found: string, weight: number): void => {
    if (!taken.has(found)) loose.set(found, Math.max(weight, loose.get(found) ?? 0));
  };
  if (word.length >= SHORTEST_PREFIX) {
    for (const [found] of table.beginning(word)) {
      addLoose(found, (PREFIX_WEIGHT * word.length) / (word.length + 0.3 * (found.length - word.length)));
    }
  }
  if (word.length >= SHORTEST_FUZZY) {
    for (const [found, distance] of table.near(word, Math.round(word.length * FUZZINESS))) {
      addLoose(found, (FUZZY_WEIGHT * word.length) / (word.length + distance));
    }
  }
  // The tree's own order is that of its making: scores would add up to another last digit.
  const inOrder = [...loose].sort(([a], [b]) => (a < b ? -1 : 1));
  return [...groups, ...inOrder.map(([found, weight]) => ({ words: [found], weight }))];
}
