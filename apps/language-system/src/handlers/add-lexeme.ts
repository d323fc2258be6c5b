import { PartOfSpeech, type ILanguageSystemService } from '@bodybroker/contracts-language-system';
import { enumName } from '@bodybroker/service-kit';
import type { Handler } from '@bodybroker/nats-sdk';
import type { Deps } from '../deps.js';
import { chosenLexeme } from '../domain/chosen-lexeme.js';
import { PARTS_OF_SPEECH } from '../domain/part-of-speech.js';
import { toLexemeMessage } from '../mapping/lexeme-message.js';

/** Gives a word a form of choice, or a word that is there another part of speech. */
export const addLexeme =
  ({ tongues, compile }: Deps): Handler<ILanguageSystemService, 'addLexeme'> =>
  async ({ languageId, lemma, form, partOfSpeech: part, expectedVersion }) => {
    const partOfSpeech =
      part === PartOfSpeech.UNSPECIFIED ? 'NOUN' : enumName(PartOfSpeech, part, PARTS_OF_SPEECH, 'part_of_speech');
    const chosen = { lemma: lemma.toLowerCase(), form: form.toLowerCase(), partOfSpeech };
    const lexeme = await tongues.changeWords(languageId, ({ lexicon }) =>
      chosenLexeme(lexicon, chosen, compile, expectedVersion),
    );
    return toLexemeMessage(languageId, lexeme);
  };
