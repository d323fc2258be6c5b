import type { LineAnalysis } from './analyse-line.js';
import type { Intent } from './intent.js';
import { traitOf, type Npc } from './npc.js';
import type { Deltas, Feelings } from './relationship.js';

/** How somebody takes a line. */
export const EMOTIONS = [
  'NEUTRAL',
  'WARM',
  'AMUSED',
  'WARY',
  'COLD',
  'ANGRY',
  'HOSTILE',
  'AFRAID',
  'GRIEVING',
  'GREEDY',
  'WEARY',
] as const;
export type Emotion = (typeof EMOTIONS)[number];

export interface Reaction {
  readonly emotion: Emotion;
  /** What the line would change of the relationship. */
  readonly deltas: Deltas;
}

/** What a line of each kind does to what is thought of the one who says it. */
const DELTAS: Readonly<Record<Intent, Deltas>> = {
  STATE: {},
  GREET: { familiarity: 1 },
  FAREWELL: {},
  ASK: { familiarity: 1 },
  TRADE: { familiarity: 1 },
  HAGGLE: { respect: 1 },
  THREAT: { trust: -8, respect: -2, fear: 8 },
  PLEAD: { respect: -1, fear: -2 },
  THANK: { trust: 2, familiarity: 1 },
  INSULT: { trust: -6, respect: -3 },
  WORK: { familiarity: 1 },
  SECRET: { trust: 1 },
  ACCUSE: { trust: -4, respect: -1 },
  CONFESS: { trust: -6, fear: 3 },
  PRAISE: { trust: 3, respect: 1, familiarity: 1 },
};
const KIN_HARM: Deltas = { trust: -20, fear: 6, respect: -5 };
const UNKIND = -0.4;

/** How somebody takes a line, by what it means, who they are and what they think of the speaker. */
export function reactTo(line: LineAnalysis, npc: Npc, feelings: Feelings, mood: string): Reaction {
  return { deltas: deltasOf(line, npc), emotion: emotionOf(line, npc, feelings, mood) };
}

function deltasOf({ intent, sentiment, isKinHarm }: LineAnalysis, npc: Npc): Deltas {
  if (isKinHarm) return KIN_HARM;
  const base = DELTAS[intent];
  const unkind = intent === 'STATE' && sentiment <= UNKIND ? { trust: -2 } : base;
  const { trust = 0, fear = 0 } = unkind;
  // The warm take kindness and unkindness more to heart; the bold are hard to frighten.
  const scaledTrust = scale(trust, 1 + 0.5 * traitOf(npc, 'warmth'));
  const scaledFear = fear > 0 ? scale(fear, 1 - 0.5 * traitOf(npc, 'boldness')) : fear;
  return { ...unkind, ...(trust === 0 ? {} : { trust: scaledTrust }), ...(fear === 0 ? {} : { fear: scaledFear }) };
}

const HATED = -30;
const LIKED = 30;

function emotionOf(
  { intent, sentiment, isKinHarm }: LineAnalysis,
  npc: Npc,
  feelings: Feelings,
  mood: string,
): Emotion {
  const isBold = traitOf(npc, 'boldness') > 0;
  if (isKinHarm) return isBold ? 'HOSTILE' : 'GRIEVING';
  switch (intent) {
    case 'THREAT':
      return isBold ? 'HOSTILE' : 'AFRAID';
    case 'INSULT':
      return isBold ? 'ANGRY' : 'COLD';
    case 'ACCUSE':
      return 'COLD';
    case 'CONFESS':
    case 'SECRET':
      return 'WARY';
    case 'PRAISE':
    case 'THANK':
      return feelings.trust <= HATED ? 'WARY' : 'WARM';
    case 'TRADE':
    case 'HAGGLE':
      return traitOf(npc, 'greed') > 0.2 ? 'GREEDY' : settled(feelings, mood);
    default:
      return sentiment <= UNKIND ? 'COLD' : settled(feelings, mood);
  }
}

function settled({ trust, fear }: Feelings, mood: string): Emotion {
  if (trust <= HATED) return 'HOSTILE';
  if (fear >= LIKED) return 'AFRAID';
  if (trust >= LIKED) return 'WARM';
  return mood === 'weary' ? 'WEARY' : 'NEUTRAL';
}

/** Whole points, at least one where there was one. */
function scale(value: number, factor: number): number {
  const scaled = Math.round(value * factor);
  return scaled === 0 ? Math.sign(value) : scaled;
}
