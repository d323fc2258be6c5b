import { drawSounds, written } from './draw-word.js';
import type { Language } from './language.js';
import type { CompilePattern } from './pattern.js';

export const NAME_KINDS = ['PERSON', 'PLACE', 'ORDER', 'RELIC'] as const;
export type NameKindName = (typeof NAME_KINDS)[number];

/** Words a name of each kind has, and how long they are. */
const SHAPES: Readonly<Record<NameKindName, readonly (readonly ('short' | 'usual' | 'long')[])[]>> = {
  PERSON: [['usual'], ['usual', 'usual'], ['usual', 'short']],
  PLACE: [['long'], ['usual', 'short'], ['short', 'usual']],
  ORDER: [
    ['usual', 'usual'],
    ['short', 'long'],
  ],
  RELIC: [['long'], ['long', 'short']],
};

/** Draws for one name. */
const MAX_ATTEMPTS = 200;

/** Names of a language, no two the same as long as its sounds allow it. The same seed gives the same names. */
export function makeNames(
  language: Language,
  kind: NameKindName,
  { seed, count }: { readonly seed: bigint; readonly count: number },
  compile: CompilePattern,
): readonly string[] {
  const forbidden = language.phonology.forbidden.map(compile);
  const isForbidden = (word: string): boolean => forbidden.some((pattern) => pattern.isIn(word));
  const nameOf = (at: number, attempt: number): string | undefined => {
    const shapes = SHAPES[kind];
    const words = (shapes[at % shapes.length] ?? []).map((length, word) => {
      const drawnFor = `name|${kind}|${seed}|${at}|${word}`;
      const sounds = drawSounds(language.phonology, language.seed, drawnFor, attempt, length);
      const spelled = written(sounds, language.orthography);
      return spelled.length < 2 || isForbidden(sounds.join('')) || isForbidden(spelled) ? undefined : spelled;
    });
    return words.some((word) => word === undefined) ? undefined : words.map((word = '') => capitalised(word)).join(' ');
  };
  const names: string[] = [];
  for (let at = 0; at < count; at += 1) {
    const drawn = Array.from({ length: MAX_ATTEMPTS }, (_, attempt) => attempt);
    let known: string | undefined;
    let fresh: string | undefined;
    for (const attempt of drawn) {
      const name = nameOf(at, attempt);
      known ??= name;
      if (name === undefined || names.includes(name)) continue;
      fresh = name;
      break;
    }
    const name = fresh ?? known;
    if (name !== undefined) names.push(name);
  }
  return names;
}

function capitalised(word: string): string {
  const [first = '', ...rest] = word;
  return first.toUpperCase() + rest.join('');
}
