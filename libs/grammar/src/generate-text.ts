import { createHash } from 'node:crypto';
import { drawSequence } from '@bodybroker/domain';
import { createExpander, type Expander } from './expander.js';
import { fitLength } from './fit-length.js';
import { FACT_SLOTS, type Grammar } from './load-grammar.js';
import type { Occasion } from './rule.js';
import { sanitiseFact, sanitiseSlot } from './sanitise-slot.js';
import { countWords, splitSentences, tidyText } from './sentences.js';

/** Tokens of a word of English prose, roughly. */
export const TOKENS_PER_WORD = 1.4;
/** How often a text that was said lately is drawn anew. */
export const MAX_DRAWS = 8;

export interface TextRequest {
  /** The symbol to expand. */
  readonly origin: string;
  /** The symbol that gives further sentences; without it the origin's text stands alone. */
  readonly elaborate?: string;
  /** `group:value` tags: archetype, mood, intent, weather… */
  readonly tags?: readonly string[];
  /** Content notices whose rules are dropped. */
  readonly without?: readonly string[];
  /** Texts for declared slots, from anywhere: they are sanitised. Others are ignored, so that no symbol can be replaced. */
  readonly slots?: Readonly<Record<string, string>>;
  /** Whole sentences; the first two fill `#fact#` and `#fact2#`. */
  readonly facts?: readonly string[];
  readonly qualities?: Readonly<Record<string, number>>;
}

export interface TextOptions {
  /** The text has at most maxTokens / 1.4 words (at least one). Default 4096. */
  readonly maxTokens?: number;
  /** Sentences are added until there are so many words. Default 0: none. */
  readonly targetWords?: number;
  /** No sentence is added beyond so many. Default: no bound. */
  readonly maxSentences?: number;
  /** {@link textHash} of texts not to repeat: a repeat is drawn anew, up to 8 draws in all. */
  readonly avoid?: ReadonlySet<string>;
}

export interface GeneratedText {
  readonly text: string;
  /** LENGTH when maxTokens kept words out, else STOP. */
  readonly finishReason: 'STOP' | 'LENGTH';
  /** Draws used, 1..8. */
  readonly draws: number;
}

/** The mark to remember a text by. */
export function textHash(text: string): string {
  return createHash('sha256').update(text).digest('base64url').slice(0, 22);
}

/**
 * Generates text. Equal grammar, request, options and seed give equal text, on every machine.
 *
 * @throws RangeError when the origin or `elaborate` is not a symbol of the grammar
 */
export function generateText(
  grammar: Grammar,
  request: TextRequest,
  seed: string | number | bigint,
  options: TextOptions = {},
): GeneratedText {
  const origins = request.elaborate === undefined ? [request.origin] : [request.origin, request.elaborate];
  const expander = createExpander(grammar, occasionOf(grammar, request), origins);
  for (let n = 1; ; n++) {
    const drawn = drawText(expander, request, drawSequence('grammar', seed, n), options);
    if (n === MAX_DRAWS || options.avoid?.has(textHash(drawn.text)) !== true) return { ...drawn, draws: n };
  }
}

function drawText(
  expander: Expander,
  request: TextRequest,
  next: () => number,
  options: TextOptions,
): Pick<GeneratedText, 'text' | 'finishReason'> {
  const maxWords = Math.max(1, Math.floor((options.maxTokens ?? 4096) / TOKENS_PER_WORD));
  const maxSentences = options.maxSentences ?? Infinity;
  const sentences = splitSentences(tidyText(expander.expand(request.origin, next)));
  const words = (): number => sentences.reduce((sum, sentence) => sum + countWords(sentence), 0);
  const wanted = Math.min(options.targetWords ?? 0, maxWords);
  // The content may have few sentences to add: each try draws one, a repeat is not taken.
  for (let tries = 0; tries < MAX_ELABORATIONS; tries++) {
    if (request.elaborate === undefined || words() >= wanted || sentences.length >= maxSentences) break;
    const more = splitSentences(tidyText(expander.expand(request.elaborate, next)));
    if (more.every((sentence) => !sentences.includes(sentence))) sentences.push(...more);
  }
  return fitLength(sentences, maxWords, maxSentences);
}

const MAX_ELABORATIONS = 200;

function occasionOf(grammar: Grammar, request: TextRequest): Occasion {
  const slots = new Map<string, string>();
  const give = (name: string, text: string): void => {
    if (grammar.slots.has(name) && text !== '') slots.set(name, text);
  };
  for (const [name, text] of Object.entries(request.slots ?? {})) give(name, sanitiseSlot(text));
  const facts = (request.facts ?? []).map(sanitiseFact).filter((fact) => fact !== '');
  for (const [index, name] of FACT_SLOTS.entries()) {
    slots.delete(name);
    give(name, facts[index] ?? '');
  }
  const qualities = request.qualities ?? {};
  const tags = [...(request.tags ?? [])];
  return {
    tags: new Set(tags),
    without: new Set(request.without),
    slots,
    qualities,
    conditionValues: { tags, slots, qualities, facts: facts.length },
  };
}
