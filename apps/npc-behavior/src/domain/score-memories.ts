import type { Memory } from './memory.js';

/** A memory and how well it fits; recency, importance and relevance are each 0 to 1 among those looked through. */
export interface ScoredMemory {
  readonly memory: Memory;
  readonly recency: number;
  readonly importance: number;
  readonly relevance: number;
  readonly score: number;
}

// The four numbers are those of the code of "Generative Agents" (Park et al. 2023).
const RECENCY_DECAY = 0.99;
const RECENCY_WEIGHT = 0.5;
const RELEVANCE_WEIGHT = 3;
const IMPORTANCE_WEIGHT = 2;

/** How present the memory of this rank is, 1 being the newest. */
export function recencyOf(rank: number): number {
  return RECENCY_DECAY ** rank;
}

/**
 * Memories by 0.5 recency + 3 relevance + 2 importance, each min-max scaled; best first, of equals the newer.
 * @param relevance of each memory to the question, any scale; those left out have none
 */
export function scoreMemories(
  memories: readonly Memory[],
  relevance: ReadonlyMap<string, number>,
): readonly ScoredMemory[] {
  const newestFirst = [...memories].sort((a, b) => b.gms - a.gms || numberOf(b) - numberOf(a));
  const recencies = scaled(newestFirst.map((_, index) => recencyOf(index + 1)));
  const importances = scaled(newestFirst.map((memory) => memory.importance));
  const relevances = scaled(newestFirst.map(({ memoryId }) => relevance.get(memoryId) ?? 0));
  return newestFirst
    .map((memory, index) => {
      const [recency = 0, importance = 0, fit = 0] = [recencies[index], importances[index], relevances[index]];
      const score = RECENCY_WEIGHT * recency + RELEVANCE_WEIGHT * fit + IMPORTANCE_WEIGHT * importance;
      return { memory, recency, importance, relevance: fit, score };
    })
    .sort((a, b) => b.score - a.score);
}

/** The memory that is lost first: the one of least importance times recency. */
export function leastMemorable(memories: readonly Memory[]): Memory | undefined {
  const newestFirst = [...memories].sort((a, b) => b.gms - a.gms || numberOf(b) - numberOf(a));
  let least: { readonly memory: Memory; readonly worth: number } | undefined;
  for (const [index, memory] of newestFirst.entries()) {
    const worth = memory.importance * recencyOf(index + 1);
    if (least === undefined || worth < least.worth) least = { memory, worth };
  }
  return least?.memory;
}

/** Where all are equal none stands out: one half each. */
function scaled(values: readonly number[]): readonly number[] {
  const least = Math.min(...values);
  const span = Math.max(...values) - least;
  return values.map((value) => (span === 0 ? 0.5 : (value - least) / span));
}

function numberOf({ memoryId }: Memory): number {
  return Number(memoryId.slice(memoryId.lastIndexOf('_') + 1));
}
