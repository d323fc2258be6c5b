import { drawSequence } from '@bodybroker/domain';
import type { Phonology } from './language.js';

/** How many syllables a word has: the longer list, the likelier the number. */
const SYLLABLES = [1, 2, 2, 2, 2, 3, 3];
const SHORT_SYLLABLES = [1, 1, 1, 2];

/** After so many words that were not to be used, words get a syllable longer. */
const TRIES_A_SYLLABLE = 40;

/** A word as it sounds: one entry a sound. */
export type Sounds = readonly string[];

/**
 * Draws a word from a seed, a name for what it is drawn for, and the number of the try: the same three always give the same.
 */
export function drawSounds(
  phonology: Phonology,
  seed: string,
  drawnFor: string,
  attempt: number,
  length: 'short' | 'usual' | 'long' = 'usual',
): Sounds {
  const next = drawSequence(seed, drawnFor, attempt);
  const pick = <Item>(items: readonly Item[]): Item | undefined => items[Math.floor(next() * items.length)];
  const base = pick(length === 'short' ? SHORT_SYLLABLES : SYLLABLES) ?? 1;
  const count = base + Math.floor(attempt / TRIES_A_SYLLABLE) + (length === 'long' ? 1 : 0);
  const sounds: string[] = [];
  for (let syllable = 0; syllable < count; syllable += 1) {
    for (const place of pick(phonology.syllables) ?? '') {
      const sound = pick(place === 'V' ? phonology.vowels : phonology.consonants);
      if (sound !== undefined) sounds.push(sound);
    }
  }
  return sounds;
}

/** Sounds as they are written. */
export function written(sounds: Sounds, orthography: Readonly<Record<string, string>>): string {
  return sounds.map((sound) => (Object.hasOwn(orthography, sound) ? orthography[sound] : sound)).join('');
}
