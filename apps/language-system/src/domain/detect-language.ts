import type { BigramModel } from './bigrams.js';
import { tokensOf } from './tokens.js';

/** A language a text may be of. */
export interface Candidate {
  readonly languageId: string;
  /** 0 to 1; together 1. */
  readonly confidence: number;
}

/** Letters beyond this make one no surer. */
const MOST_LETTERS = 40;
/** How much a difference of likelihood counts for each letter. */
const SHARPNESS = 0.6;

/** Which languages a text may be of, likeliest first; of no language when it has no words. */
export function detectLanguage(text: string, models: ReadonlyMap<string, BigramModel>): readonly Candidate[] {
  const words = tokensOf(text)
    .filter(({ kind }) => kind === 'word')
    .map((token) => token.text.toLowerCase());
  if (words.length === 0 || models.size === 0) return [];
  const letters = Math.min(MOST_LETTERS, words.join('').length);
  const scores = [...models].map(([languageId, model]) => ({ languageId, score: model.likelihood(words) }));
  const best = Math.max(...scores.map(({ score }) => score));
  const weights = scores.map(({ languageId, score }) => ({
    languageId,
    weight: Math.exp((score - best) * letters * SHARPNESS),
  }));
  const total = weights.reduce((sum, { weight }) => sum + weight, 0);
  return weights
    .map(({ languageId, weight }) => ({ languageId, confidence: weight / total }))
    .sort((a, b) => b.confidence - a.confidence || (a.languageId < b.languageId ? -1 : 1));
}
