import type { ILanguageSystemService } from '@bodybroker/contracts-language-system';
import { invalidArgument } from '@bodybroker/domain';
import type { Handler } from '@bodybroker/nats-sdk';
import type { Deps } from '../deps.js';
import { checkLanguage } from '../domain/check-language.js';
import { fromLanguageMessage, toLanguageMessage } from '../mapping/language-message.js';
import { toLexemeMessage } from '../mapping/lexeme-message.js';

const SAMPLE = 12;

/** Makes a language and draws its core words. */
export const createLanguage =
  ({ tongues, compile }: Deps): Handler<ILanguageSystemService, 'createLanguage'> =>
  async ({ language: message }) => {
    if (message === undefined) throw invalidArgument('language', 'is required');
    const language = fromLanguageMessage(message);
    checkLanguage(language, compile);
    const tongue = await tongues.create(language);
    const nouns = [...tongue.lexicon.lexemes].filter(({ partOfSpeech }) => partOfSpeech === 'NOUN');
    return {
      language: toLanguageMessage(tongue),
      sample: nouns.slice(0, SAMPLE).map((lexeme) => toLexemeMessage(language.id, lexeme)),
    };
  };
