import { isDomainError } from '@bodybroker/domain';
import { ContentError, type ContentFolder } from '@bodybroker/service-kit';
import { checkLanguage } from '../domain/check-language.js';
import {
  FEATURES,
  REGISTERS,
  WORD_ORDERS,
  type Affix,
  type Feature,
  type Language,
  type Morphology,
} from '../domain/language.js';
import { DEFAULT_SLOTS, INTENTS, SLOT, type IntentName, type PhraseBook } from '../domain/make-phrase.js';
import type { WantedWord } from '../domain/make-words.js';
import { PARTS_OF_SPEECH } from '../domain/part-of-speech.js';
import type { CompilePattern } from '../domain/pattern.js';

/** What ships with the service. */
export interface ShippedTongues {
  /** Commonest first. */
  readonly core: readonly WantedWord[];
  readonly phrases: PhraseBook;
  /** Parents before their children. */
  readonly languages: readonly Language[];
}

const CORE = 'core-lemmas.json';
const CORE_SIZE = 600;
const PHRASES = 'phrases.json';
const LIST = 'languages.json';

/**
 * Reads content/core-lemmas.json ("lemma PART_OF_SPEECH", commonest first), phrases.json (sentences by intent) and languages.json.
 * @param worldSeed what the seeds of the shipped languages begin with
 * @throws ContentError naming the file, the path and what is wrong
 */
export function loadTongues(content: ContentFolder, worldSeed: string, compile: CompilePattern): ShippedTongues {
  return {
    core: loadCore(content),
    phrases: loadPhrases(content),
    languages: loadLanguages(content, worldSeed, compile),
  };
}

function loadCore(content: ContentFolder): readonly WantedWord[] {
  const core = listOf(content.json(CORE), CORE, '').map((entry, at): WantedWord => {
    const [lemma = '', part] = String(entry).split(' ');
    const partOfSpeech = PARTS_OF_SPEECH.find((each) => each === part);
    if (!/^\p{Ll}+$/u.test(lemma) || partOfSpeech === undefined) {
      throw new ContentError(CORE, `[${at}]: must be a lemma and its part of speech`);
    }
    return { lemma, partOfSpeech };
  });
  const different = new Set(core.map(({ lemma }) => lemma)).size;
  if (different !== CORE_SIZE || core.length !== CORE_SIZE) {
    throw new ContentError(CORE, `must have ${CORE_SIZE} different lemmas, has ${different}`);
  }
  return core;
}

function loadPhrases(content: ContentFolder): PhraseBook {
  const json = recordOf(content.json(PHRASES), PHRASES, '');
  const entries = INTENTS.map((intent): [IntentName, readonly string[]] => {
    const sentences = listOf(json[intent], PHRASES, intent).map(String);
    if (sentences.length === 0) throw new ContentError(PHRASES, `${intent}: must have a sentence`);
    sentences.forEach((sentence, at) => {
      const unknown = [...sentence.matchAll(SLOT)].find(([, slot = '']) => !Object.hasOwn(DEFAULT_SLOTS, slot));
      if (unknown !== undefined) throw new ContentError(PHRASES, `${intent}[${at}]: ${unknown[0]} is no slot`);
    });
    return [intent, sentences];
  });
  return Object.fromEntries(entries) as Record<IntentName, readonly string[]>;
}

function loadLanguages(content: ContentFolder, worldSeed: string, compile: CompilePattern): readonly Language[] {
  const languages = listOf(content.json(LIST), LIST, '').map((entry, at) => toLanguage(entry, `[${at}]`, worldSeed));
  languages.forEach((language, at) => {
    try {
      checkLanguage(language, compile);
    } catch (error) {
      throw new ContentError(LIST, `[${at}]: ${isDomainError(error) ? error.message : 'cannot be used'}`, error);
    }
    const earlier = languages.slice(0, at).map(({ id }) => id);
    if (earlier.includes(language.id)) throw new ContentError(LIST, `[${at}].id: comes twice`);
    if (language.parentId !== '' && !earlier.includes(language.parentId)) {
      throw new ContentError(LIST, `[${at}].parentId: must come before its child`);
    }
  });
  return languages;
}

function toLanguage(json: unknown, path: string, worldSeed: string): Language {
  const { id, name, phonology, orthography, morphology, parentId, soundChanges, ...rest } = recordOf(json, LIST, path);
  const sounds = recordOf(phonology, LIST, `${path}.phonology`);
  const textsOf = (key: string): readonly string[] => listOf(sounds[key], LIST, `${path}.phonology.${key}`).map(String);
  const register = REGISTERS.find((each) => each === rest['register']);
  const wordOrder = WORD_ORDERS.find((each) => each === rest['wordOrder']);
  if (typeof id !== 'string' || typeof name !== 'string') throw new ContentError(LIST, `${path}: needs id and name`);
  if (register === undefined || wordOrder === undefined) {
    throw new ContentError(LIST, `${path}: needs a known register and wordOrder`);
  }
  return {
    id,
    name,
    seed: `${worldSeed}/${id}`,
    phonology: {
      consonants: textsOf('consonants'),
      vowels: textsOf('vowels'),
      syllables: textsOf('syllables'),
      forbidden: textsOf('forbidden'),
    },
    orthography: textsByKey(orthography ?? {}, `${path}.orthography`),
    morphology: toMorphology(recordOf(morphology, LIST, `${path}.morphology`), path),
    wordOrder,
    register,
    parentId: typeof parentId === 'string' ? parentId : '',
    soundChanges: listOf(soundChanges ?? [], LIST, `${path}.soundChanges`).map((change) => {
      const [from = '', to = ''] = listOf(change, LIST, `${path}.soundChanges`).map(String);
      return { from, to };
    }),
  };
}

/** Affixes are written `-um` and `ka-`. */
function toMorphology(json: Readonly<Record<string, unknown>>, path: string): Morphology {
  const affixes = FEATURES.map((feature): [Feature, Affix] => {
    const text = json[feature.toLowerCase()];
    if (typeof text !== 'string' || !/^(?:-\p{L}+|\p{L}+-)$/u.test(text)) {
      throw new ContentError(LIST, `${path}.morphology.${feature.toLowerCase()}: must be like -um or ka-`);
    }
    const position = text.startsWith('-') ? 'SUFFIX' : 'PREFIX';
    return [feature, { position, text: text.replace('-', '') }];
  });
  return Object.fromEntries(affixes) as Record<Feature, Affix>;
}

function textsByKey(json: unknown, path: string): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(recordOf(json, LIST, path)).map(([key, value]) => [key, String(value)]));
}

function recordOf(json: unknown, file: string, path: string): Readonly<Record<string, unknown>> {
  if (typeof json !== 'object' || json === null) throw new ContentError(file, `${path}: must be an object`);
  return json as Record<string, unknown>;
}

function listOf(json: unknown, file: string, path: string): readonly unknown[] {
  if (!Array.isArray(json)) throw new ContentError(file, `${path}: must be a list`);
  return json;
}
