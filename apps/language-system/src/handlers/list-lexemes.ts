import type { ILanguageSystemService } from '@bodybroker/contracts-language-system';
import { readPage } from '@bodybroker/domain';
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
    const rest = [...lexicon.lexemes]
      .filter(({ lemma }) => lemma.startsWith(prefix) && (page.after === undefined || lemma > page.after))
      .sort((a, b) => (a.lemma < b.lemma ? -1 : 1));
    const shown = rest.slice(0, page.size);
    const last = shown.at(-1);
    return {
      lexemes: shown.map((lexeme) => toLexemeMessage(languageId, lexeme)),
      nextPageToken: last === undefined || rest.length <= page.size ? '' : page.next(last.lemma),
    };
  };
