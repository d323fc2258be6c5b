import type { Fluency } from '@bodybroker/contracts-language-system';
import type { Knowledge, WordWeights } from '../domain/fluency.js';
import type { Learner } from '../storage/knowledge-store.js';

/** What a player knows, as the wire has it. @param learned what is new of it */
export function toFluency(
  { playerId, languageId }: Learner,
  { known }: Knowledge,
  weights: WordWeights,
  learned: readonly string[] = [],
): Fluency {
  return {
    playerId,
    languageId,
    level: weights.levelOf(known),
    knownWords: known.length,
    learned: [...learned],
  };
}
