/** The sounds of a language and how they go together. */
export interface Phonology {
  readonly consonants: readonly string[];
  readonly vowels: readonly string[];
  /** Patterns of C and V. */
  readonly syllables: readonly string[];
  /** RE2 expressions that no word matches. */
  readonly forbidden: readonly string[];
}

export const FEATURES = ['PLURAL', 'PAST', 'POSSESSIVE', 'AGENT'] as const;
/** How a word is changed. */
export type Feature = (typeof FEATURES)[number];

export interface Affix {
  readonly position: 'PREFIX' | 'SUFFIX';
  /** Empty: changes nothing. */
  readonly text: string;
}

export type Morphology = Readonly<Record<Feature, Affix>>;

export const WORD_ORDERS = ['SVO', 'SOV', 'VSO', 'VOS', 'OVS', 'OSV'] as const;
export type WordOrder = (typeof WORD_ORDERS)[number];

export const REGISTERS = ['SACRED', 'STREET', 'DEAD'] as const;
export type Register = (typeof REGISTERS)[number];

/** A rewriting of the parent's words: everything an RE2 expression matches. */
export interface SoundChange {
  readonly from: string;
  readonly to: string;
}

/** An invented tongue. */
export interface Language {
  readonly id: string;
  readonly name: string;
  /** What all its words are drawn from. */
  readonly seed: string;
  readonly phonology: Phonology;
  /** How a sound is written, where it is not written as it is. */
  readonly orthography: Readonly<Record<string, string>>;
  readonly morphology: Morphology;
  readonly wordOrder: WordOrder;
  readonly register: Register;
  /** Empty: none. */
  readonly parentId: string;
  readonly soundChanges: readonly SoundChange[];
}

/** What the words are made from: frozen once words have been given out. */
export const FROZEN_PARTS = [
  'seed',
  'phonology',
  'orthography',
  'morphology',
  'parentId',
  'soundChanges',
] as const satisfies readonly (keyof Language)[];

export const MAX_LANGUAGES = 50;
export const MAX_LEXEMES = 20_000;
