import type { ILanguageSystemService } from '@bodybroker/contracts-language-system';
import { invalidArgument, notFound } from '@bodybroker/domain';
import type { Handler } from '@bodybroker/nats-sdk';
import type { Deps } from '../deps.js';
import { toLexemeMessage } from '../mapping/lexeme-message.js';

/** One word, by what it stands for or by its form. */
export const getLexeme =
  ({ tongues }: Deps): Handler<ILanguageSystemService, 'getLexeme'> =>
  async ({ languageId, lemma, form }) => {
    if ((lemma === '') === (form === '')) throw invalidArgument('lemma', 'either it or form must be set');
    const { lexicon } = await tongues.require(languageId);
    const lexeme = lemma === '' ? lexicon.analyse(form.toLowerCase())?.lexeme : lexicon.ofLemma(lemma.toLowerCase());
    if (lexeme === undefined) throw notFound('lexeme', lemma + form);
    return toLexemeMessage(languageId, lexeme);
  };
