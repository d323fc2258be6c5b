import {
  AffixPosition,
  Register,
  WordOrder,
  type Affix as AffixMessage,
  type Language as LanguageMessage,
} from '@bodybroker/contracts-language-system';
import { invalidArgument } from '@bodybroker/domain';
import { enumName } from '@bodybroker/service-kit';
import { FEATURES, REGISTERS, WORD_ORDERS, type Affix, type Feature, type Language } from '../domain/language.js';
import type { Tongue } from '../storage/tongue.js';

type AffixField = 'plural' | 'past' | 'possessive' | 'agent';

const FIELD_OF: Readonly<Record<Feature, AffixField>> = {
  PLURAL: 'plural',
  PAST: 'past',
  POSSESSIVE: 'possessive',
  AGENT: 'agent',
};

/** A language of a request. @throws DomainError INVALID_ARGUMENT ENUM_UNSPECIFIED, INVALID_FIELD */
export function fromLanguageMessage(message: LanguageMessage): Language {
  const { id, name, seed, phonology, orthography, parentId, soundChanges } = message;
  if (id === '' || id === 'en') throw invalidArgument('language.id', 'must be set, and not en', 'FIELD_REQUIRED');
  return {
    id,
    name,
    seed,
    phonology: {
      consonants: phonology?.consonants ?? [],
      vowels: phonology?.vowels ?? [],
      syllables: phonology?.syllables ?? [],
      forbidden: phonology?.forbidden ?? [],
    },
    orthography,
    morphology: {
      PLURAL: toAffix(message.morphology?.plural),
      PAST: toAffix(message.morphology?.past),
      POSSESSIVE: toAffix(message.morphology?.possessive),
      AGENT: toAffix(message.morphology?.agent),
    },
    wordOrder: message.wordOrder === WordOrder.UNSPECIFIED ? 'SVO' : wordOrderOf(message),
    register: registerOf(message),
    parentId,
    soundChanges: soundChanges.map(({ from, to }) => ({ from, to })),
  };
}

/** The word order that a request names. */
export function wordOrderOf({ wordOrder }: LanguageMessage): Language['wordOrder'] {
  return enumName(WordOrder, wordOrder, WORD_ORDERS, 'language.word_order');
}

/** The register that a request names. */
export function registerOf({ register }: LanguageMessage): Language['register'] {
  return enumName(Register, register, REGISTERS, 'language.register');
}

/** A language as the wire has it. */
export function toLanguageMessage({ language, version, head }: Tongue): LanguageMessage {
  const { id, name, seed, phonology, orthography, morphology, wordOrder, register, parentId, soundChanges } = language;
  const affixes = FEATURES.map((feature): [AffixField, AffixMessage] => {
    const { position, text } = morphology[feature];
    return [FIELD_OF[feature], { position: AffixPosition[position], text }];
  });
  return {
    id,
    name,
    seed,
    phonology: {
      consonants: [...phonology.consonants],
      vowels: [...phonology.vowels],
      syllables: [...phonology.syllables],
      forbidden: [...phonology.forbidden],
    },
    orthography: { ...orthography },
    morphology: Object.fromEntries(affixes),
    wordOrder: WordOrder[wordOrder],
    register: Register[register],
    parentId,
    soundChanges: soundChanges.map((change) => ({ ...change })),
    version,
    inUse: head.isUsed,
    lexemes: head.count,
  };
}

function toAffix(message: AffixMessage | undefined): Affix {
  const { position = AffixPosition.SUFFIX, text = '' } = message ?? {};
  return {
    position:
      position === AffixPosition.UNSPECIFIED
        ? 'SUFFIX'
        : enumName(AffixPosition, position, ['PREFIX', 'SUFFIX'], 'language.morphology.position'),
    text,
  };
}
