import type { ChronicleEntry } from './chronicle.js';

/** How much an entry matters in few words, by the start of its type. */
const WEIGHTS: readonly (readonly [prefix: string, weight: number])[] = [
  ['narr.story.arc_', 100],
  ['narr.story.choice_made', 60],
  ['game.quest.completed', 50],
  ['game.quest.failed', 50],
  ['narr.scene.incident_solved', 50],
  ['game.deal.breached', 45],
  ['game.deal.settled', 40],
  ['narr.lore.revealed', 35],
  ['narr.scene.clue_discovered', 30],
  ['narr.story.beat_started', 25],
  // Recaps of recaps tell nothing new.
  ['story.recap', 0],
];
const OTHERS = 20;
/** An entry twice as far back matters a little less. */
const AGE_SHARE = 8;

const wordsOf = (text: string): number => text.split(/\s+/).filter((word) => word !== '').length;

/**
 * The entries that matter most, told in their order, within so many words.
 * @param entries the newest first
 */
export function recap(entries: readonly ChronicleEntry[], maxWords: number): string {
  const rated = entries
    .map((entry, age) => ({ entry, age, weight: weightOf(entry) - AGE_SHARE * Math.log2(age + 1) }))
    .filter(({ entry }) => weightOf(entry) > 0)
    .sort((a, b) => b.weight - a.weight);
  const chosen: typeof rated = [];
  const told = new Set<string>();
  let words = 0;
  for (const each of rated) {
    const count = wordsOf(each.entry.text);
    if (words + count > maxWords || told.has(each.entry.text)) continue;
    words += count;
    told.add(each.entry.text);
    chosen.push(each);
  }
  const [first] = rated;
  if (chosen.length === 0 && first !== undefined) return cut(first.entry.text, maxWords);
  return chosen
    .sort((a, b) => b.age - a.age)
    .map(({ entry }) => entry.text)
    .join(' ');
}

function weightOf({ type }: ChronicleEntry): number {
  return WEIGHTS.find(([prefix]) => type.startsWith(prefix))?.[1] ?? OTHERS;
}

function cut(text: string, maxWords: number): string {
  return text.split(/\s+/).slice(0, maxWords).join(' ');
}
