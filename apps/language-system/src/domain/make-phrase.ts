import { draw } from '@bodybroker/domain';

export const INTENTS = ['GREETING', 'THREAT', 'BARGAIN', 'PRAYER', 'CURSE', 'EPITAPH'] as const;
export type IntentName = (typeof INTENTS)[number];

/** English sentences with {slots}, by intent. */
export type PhraseBook = Readonly<Record<IntentName, readonly string[]>>;

/** What stands in a slot that nobody fills. */
export const DEFAULT_SLOTS = { name: 'friend', thing: 'bone', place: 'river', price: 'forty' } as const;

export const SLOT = /\{([a-z]+)\}/g;

/** An English sentence of an intent, chosen by the seed, with its slots filled. */
export function makePhrase(
  book: PhraseBook,
  intent: IntentName,
  slots: Readonly<Record<string, string>>,
  seed: bigint,
): string {
  const sentences = book[intent];
  const sentence = sentences[Math.floor(draw('phrase', intent, seed) * sentences.length)] ?? '';
  const filled = sentence.replace(SLOT, (_, slot: string) => valueOf(slots, slot) || valueOf(DEFAULT_SLOTS, slot));
  const [first = '', ...rest] = filled;
  return first.toUpperCase() + rest.join('');
}

/** Text of a slot that can do no harm in a sentence: one line without braces. */
function valueOf(slots: Readonly<Record<string, string>>, slot: string): string {
  const value = Object.hasOwn(slots, slot) ? (slots[slot] ?? '') : '';
  return value
    .replace(/[{}\p{C}]/gu, ' ')
    .replace(/\s+/g, ' ')
    .trim();
}
