import { Register, WordOrder, type Language as LanguageMessage } from '@bodybroker/contracts-language-system';
import { invalidArgument } from '@bodybroker/domain';
import type { Language } from '../domain/language.js';
import { fromLanguageMessage, registerOf, wordOrderOf } from './language-message.js';

const CHANGEABLE = [
  'name',
  'seed',
  'phonology',
  'orthography',
  'morphology',
  'word_order',
  'register',
  'parent_id',
  'sound_changes',
] as const;
type Path = (typeof CHANGEABLE)[number];

const OUTPUT_ONLY = ['id', 'version', 'in_use', 'lexemes'];

/**
 * A language with those parts replaced that a mask names.
 * @throws DomainError INVALID_ARGUMENT BAD_UPDATE_MASK, IMMUTABLE_FIELD, and for values that are none
 */
export function withMaskedLanguage(language: Language, asked: LanguageMessage, paths: readonly string[]): Language {
  if (paths.length === 0) throw invalidArgument('update_mask', 'must name a field', 'BAD_UPDATE_MASK');
  const wanted = paths.map((path): Path => {
    const known = CHANGEABLE.find((each) => each === path);
    if (known !== undefined) return known;
    if (OUTPUT_ONLY.includes(path)) throw invalidArgument('update_mask', `${path} cannot change`, 'IMMUTABLE_FIELD');
    throw invalidArgument('update_mask', `must be of ${CHANGEABLE.join(', ')}`, 'BAD_UPDATE_MASK');
  });
  return wanted.reduce((changed, path) => ({ ...changed, ...partOf(path, language, asked) }), language);
}

function partOf(path: Path, language: Language, asked: LanguageMessage): Partial<Language> {
  if (path === 'word_order') return { wordOrder: wordOrderOf(asked) };
  if (path === 'register') return { register: registerOf(asked) };
  // The rest of the message may be empty: only what the mask names is looked at.
  const whole = fromLanguageMessage({
    ...asked,
    id: language.id,
    register: Register[language.register],
    wordOrder: WordOrder[language.wordOrder],
  });
  switch (path) {
    case 'name':
    case 'seed':
    case 'phonology':
    case 'orthography':
    case 'morphology':
      return { [path]: whole[path] };
    case 'parent_id':
      return { parentId: whole.parentId };
    case 'sound_changes':
      return { soundChanges: whole.soundChanges };
  }
}
