import type { ILanguageSystemService } from '@bodybroker/contracts-language-system';
import { pageOf, readPage } from '@bodybroker/domain';
import type { Handler } from '@bodybroker/nats-sdk';
import type { Deps } from '../deps.js';
import { toLexemeMessage } from '../mapping/lexeme-message.js';

/** The words of a language, by lemma. */
export const listLexemes =
  ({ tongues }: Deps): Handler<ILanguageSystemService, 'listLexemes'> =>
  async (request) => {
    const { languageId, prefix } = request;
    const page = readPage(request, [languageId, prefix]);
    const { lexicon } = await tongues.require(languageId);
    const wanted = [...lexicon.lexemes].filter(({ lemma }) => lemma.startsWith(prefix));
    const { rows, nextPageToken } = pageOf(wanted, page, ({ lemma }) => lemma);
    return { lexemes: rows.map((lexeme) => toLexemeMessage(languageId, lexeme)), nextPageToken };
  };
