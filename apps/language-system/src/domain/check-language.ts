import { DomainError, invalidArgument } from '@bodybroker/domain';
import { inflections } from './inflect.js';
import { FEATURES, type Language } from './language.js';
import type { CompilePattern } from './pattern.js';

/** Longest expression of a phonology or a sound change. */
const MAX_EXPRESSION = 200;

const LETTERS = /^[\p{Ll}\p{Lo}]+$/u;

/** A phonology, or what belongs to it, cannot make words. */
export function badPhonology(field: string, problem: string): DomainError {
  return invalidArgument(field, problem, 'BAD_PHONOLOGY');
}

/**
 * Checks that a language can make words.
 * @throws DomainError INVALID_ARGUMENT BAD_PHONOLOGY, BAD_MORPHOLOGY, FIELD_REQUIRED
 */
export function checkLanguage(language: Language, compile: CompilePattern): void {
  for (const field of ['name', 'seed'] as const) {
    if (language[field].trim() === '') throw invalidArgument(`language.${field}`, 'must be set', 'FIELD_REQUIRED');
  }
  checkPhonology(language);
  checkMorphology(language);
  language.phonology.forbidden.forEach((each, at) =>
    checkExpression(`language.phonology.forbidden[${at}]`, each, compile),
  );
  language.soundChanges.forEach(({ from, to }, at) => {
    checkExpression(`language.sound_changes[${at}].from`, from, compile);
    if (to !== '' && !LETTERS.test(to)) throw badPhonology(`language.sound_changes[${at}].to`, 'must be small letters');
  });
  if (language.soundChanges.length > 0 && language.parentId === '') {
    throw badPhonology('language.sound_changes', 'need a parent whose words they change');
  }
}

function checkPhonology({ phonology, orthography }: Language): void {
  const { consonants, vowels, syllables } = phonology;
  const path = 'language.phonology';
  if (vowels.length === 0) throw badPhonology(`${path}.vowels`, 'must have a vowel');
  if (syllables.length === 0) throw badPhonology(`${path}.syllables`, 'must have a pattern');
  const bad = syllables.findIndex((pattern) => !/^[CV]+$/.test(pattern));
  if (bad !== -1) throw badPhonology(`${path}.syllables[${bad}]`, 'must be made of C and V');
  if (!syllables.some((pattern) => pattern.includes('V'))) throw badPhonology(`${path}.syllables`, 'must have a V');
  if (consonants.length === 0 && syllables.some((pattern) => pattern.includes('C'))) {
    throw badPhonology(`${path}.consonants`, 'must have one for the C of a pattern');
  }
  const sounds = [...consonants, ...vowels];
  if (sounds.some((sound) => !LETTERS.test(sound))) throw badPhonology(path, 'sounds must be small letters');
  if (new Set(sounds).size < sounds.length) throw badPhonology(path, 'each sound must come once');
  for (const [sound, written] of Object.entries(orthography)) {
    if (!sounds.includes(sound)) throw badPhonology('language.orthography', `"${sound}" is no sound of the language`);
    if (!LETTERS.test(written)) throw badPhonology('language.orthography', 'must write sounds in small letters');
  }
}

/** Two changes of one word must never look the same, or nobody could tell them apart. */
function checkMorphology({ morphology }: Language): void {
  for (const feature of FEATURES) {
    const { text } = morphology[feature];
    if (text !== '' && !LETTERS.test(text)) {
      throw invalidArgument(`language.morphology.${feature.toLowerCase()}`, 'must be small letters', 'BAD_MORPHOLOGY');
    }
  }
  const forms = inflections('-', morphology).map(({ form }) => form);
  if (new Set(forms).size < forms.length) {
    throw invalidArgument('language.morphology', 'must tell all its changes apart', 'BAD_MORPHOLOGY');
  }
}

function checkExpression(field: string, expression: string, compile: CompilePattern): void {
  if (expression.length > MAX_EXPRESSION) {
    throw badPhonology(field, `must have at most ${MAX_EXPRESSION} characters`);
  }
  try {
    if (compile(expression).isIn('')) throw badPhonology(field, 'must not match nothing at all');
  } catch (error) {
    if (error instanceof DomainError) throw error;
    throw badPhonology(field, 'must be an RE2 expression');
  }
}
