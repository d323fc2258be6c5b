import { draw } from '@bodybroker/domain';
import type { Language, Register } from './language.js';

/** Where the letters of each register's script begin: Glagolitic, Runic and Tifinagh, which each have more than 26. */
const FIRST_GLYPH: Readonly<Record<Register, number>> = { SACRED: 0x2c30, STREET: 0x16a0, DEAD: 0x2d30 };
const GLYPHS = 40;
const LETTERS = 'abcdefghijklmnopqrstuvwxyz';

/** A text in the script of a language. Each language has its own letters of its register's script; marks and digits stay. */
export function renderScript(language: Pick<Language, 'seed' | 'register'>, text: string): string {
  const glyphs = glyphsOf(language);
  return [...text.normalize('NFD').toLowerCase()]
    .filter((letter) => !/\p{M}/u.test(letter))
    .map((letter) => glyphs.get(letter) ?? letter)
    .join('');
}

function glyphsOf({ seed, register }: Pick<Language, 'seed' | 'register'>): ReadonlyMap<string, string> {
  const shuffled = Array.from({ length: GLYPHS }, (_, at) => at)
    .map((at) => ({ at, place: draw(seed, 'script', at) }))
    .sort((a, b) => a.place - b.place);
  return new Map(
    [...LETTERS].map((letter, at) => [letter, String.fromCodePoint(FIRST_GLYPH[register] + (shuffled[at]?.at ?? at))]),
  );
}
