import type { ILanguageSystemService } from '@bodybroker/contracts-language-system';
import { readPage } from '@bodybroker/domain';
import type { Handler } from '@bodybroker/nats-sdk';
import type { Deps } from '../deps.js';
import { toLanguageMessage } from '../mapping/language-message.js';

/** All languages, by id. */
export const listLanguages =
  ({ tongues }: Deps): Handler<ILanguageSystemService, 'listLanguages'> =>
  async (request) => {
    const { rows, nextPageToken } = await tongues.list(readPage(request));
    return { languages: rows.map(toLanguageMessage), nextPageToken };
  };
