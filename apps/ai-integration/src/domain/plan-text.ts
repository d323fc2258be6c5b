import type { TextOptions, TextRequest } from '@bodybroker/grammar';
import { chooseFacts } from './choose-facts.js';
import { detectIntent, detectOrgan, detectTopic } from './detect-intent.js';
import { type GenerateRequest, type GenerationKind, lastUserText } from './generation.js';

/** The kinds the grammar words; the others are computed from the input. */
export type WordedKind = Exclude<GenerationKind, 'SUMMARY' | 'JSON'>;

interface KindPlan {
  readonly origin: string;
  readonly elaborate?: string;
  readonly targetWords: number;
  readonly maxSentences: number;
}

/** Symbols of the content and usual lengths. A narration is a plan of three or four beats, told in up to six sentences. */
const PLANS: Readonly<Record<WordedKind, KindPlan>> = {
  DIALOGUE: { origin: 'dialogue', elaborate: 'dialogueMore', targetWords: 20, maxSentences: 9 },
  BARK: { origin: 'bark', targetWords: 0, maxSentences: 3 },
  DESCRIPTION: { origin: 'description', elaborate: 'descriptionMore', targetWords: 40, maxSentences: 6 },
  NARRATION: { origin: 'narration', elaborate: 'narrationMore', targetWords: 60, maxSentences: 6 },
};

const LENGTH_FACTORS: Readonly<Record<string, number>> = { 'length:short': 0, 'length:long': 1.8 };
const QUALITIES = ['trust', 'fear', 'respect', 'familiarity', 'debt'];
const WITHOUT = 'without:';

/** What the grammar is asked for a request: tags, slots and facts from the caller, what it left out read from the last message. */
export interface TextPlan {
  readonly request: TextRequest;
  readonly options: Pick<TextOptions, 'targetWords' | 'maxSentences'>;
}

/** Intent, topic and organ are heard only in a DIALOGUE; what the caller computed always wins over what is heard. */
export function planText(kind: WordedKind, request: GenerateRequest): TextPlan {
  const { origin, elaborate, targetWords, maxSentences } = PLANS[kind];
  const tags = request.context.tags.map((tag) => tag.toLowerCase());
  const heard = lastUserText(request.messages);
  const slots = kind === 'DIALOGUE' ? slotsWithHeard(request.context.slots, heard) : request.context.slots;
  const intent = intentOf(kind, tags, slots, heard);
  const topic = own(slots, 'topic') ?? '';
  const facts = chooseFacts(request.context.facts, `${heard} ${topic}`, {
    otherwise: topic !== '' || kind === 'NARRATION' ? 'WEIGHTIEST' : 'NONE',
  });
  const lengthTag = tags.find((tag) => Object.hasOwn(LENGTH_FACTORS, tag)) ?? '';
  return {
    request: {
      origin,
      ...(elaborate === undefined ? {} : { elaborate }),
      tags: intent === undefined ? tags : [...tags, `intent:${intent}`],
      without: tags.filter((tag) => tag.startsWith(WITHOUT)).map((tag) => tag.slice(WITHOUT.length)),
      slots,
      facts,
      qualities: qualitiesOf(slots),
    },
    options: { targetWords: Math.round(targetWords * (LENGTH_FACTORS[lengthTag] ?? 1)), maxSentences },
  };
}

function slotsWithHeard(slots: Readonly<Record<string, string>>, heard: string): Readonly<Record<string, string>> {
  const topic = own(slots, 'topic') ?? detectTopic(heard);
  const organ = own(slots, 'organ') ?? detectOrgan(heard);
  return { ...slots, ...(topic === undefined ? {} : { topic }), ...(organ === undefined ? {} : { organ }) };
}

function intentOf(
  kind: WordedKind,
  tags: readonly string[],
  slots: Readonly<Record<string, string>>,
  heard: string,
): string | undefined {
  if (kind !== 'DIALOGUE' || tags.some((tag) => tag.startsWith('intent:'))) return undefined;
  return own(slots, 'intent')?.toLowerCase() ?? detectIntent(heard);
}

function qualitiesOf(slots: Readonly<Record<string, string>>): Record<string, number> {
  const qualities: Record<string, number> = {};
  for (const name of QUALITIES) {
    const text = own(slots, name)?.trim() ?? '';
    if (text !== '' && Number.isFinite(Number(text))) qualities[name] = Number(text);
  }
  return qualities;
}

function own(slots: Readonly<Record<string, string>>, name: string): string | undefined {
  return Object.hasOwn(slots, name) ? slots[name] : undefined;
}
