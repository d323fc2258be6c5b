import { countTokens } from './count-tokens.js';
import { splitSentences } from './sentences.js';
import { wordsOf } from './words.js';

/** A piece of a document that bears on a question. */
export interface Passage {
  readonly collection: string;
  readonly documentId: string;
  readonly title: string;
  readonly text: string;
  readonly score: number;
  /** Words of the passage that the question asks for. */
  readonly matched: ReadonlySet<string>;
}

/** Whole sentences to say in answer to a question. */
export interface PickedFact {
  readonly text: string;
  readonly collection: string;
  readonly documentId: string;
  readonly title: string;
  /** 0 to 1: the best passage's is 1. */
  readonly weight: number;
}

/** A fact that has as many tokens takes no further sentence, so that several documents have their say. */
const FACT_TOKENS = 80;

/**
 * Takes from each passage, best first, the sentence that answers best and what follows it, until the budget is spent. A sentence
 * that does not fit is left out whole; one that an earlier fact has said is not said again.
 */
export function pickFacts(
  passages: readonly Passage[],
  { tokenBudget, maxFacts }: { readonly tokenBudget: number; readonly maxFacts: number },
): { readonly facts: readonly PickedFact[]; readonly tokensUsed: number } {
  const best = Math.max(...passages.map(({ score }) => score), Number.MIN_VALUE);
  const said = new Set<string>();
  const facts: PickedFact[] = [];
  let tokensUsed = 0;
  for (const { score, matched, text, ...passage } of passages) {
    if (facts.length >= maxFacts) break;
    const sentences = sentencesFrom(text, matched, said, tokenBudget - tokensUsed);
    if (sentences.length === 0) continue;
    for (const sentence of sentences) said.add(sentence);
    const fact = sentences.join(' ');
    tokensUsed += countTokens(fact);
    facts.push({ ...passage, text: fact, weight: score / best });
  }
  return { facts, tokensUsed };
}

function sentencesFrom(
  text: string,
  matched: ReadonlySet<string>,
  said: ReadonlySet<string>,
  room: number,
): readonly string[] {
  const sentences = splitSentences(text).map((sentence) => ({
    sentence,
    tokens: countTokens(sentence),
    hits: wordsOf(sentence).filter((word) => matched.has(word)).length,
  }));
  const fitting = sentences.filter(({ sentence, tokens }) => tokens <= room && !said.has(sentence));
  const first = fitting.reduce<(typeof fitting)[number] | undefined>(
    (best, each) => (best === undefined || each.hits > best.hits ? each : best),
    undefined,
  );
  if (first === undefined) return [];
  const taken = [first.sentence];
  let left = Math.min(room, FACT_TOKENS) - first.tokens;
  for (const { sentence, tokens } of sentences.slice(sentences.indexOf(first) + 1)) {
    if (tokens > left || said.has(sentence)) break;
    taken.push(sentence);
    left -= tokens;
  }
  return taken;
}
