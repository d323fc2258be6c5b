import type { ILanguageSystemService } from '@bodybroker/contracts-language-system';
import type { Handler } from '@bodybroker/nats-sdk';
import type { Deps } from '../deps.js';
import { toLanguageMessage } from '../mapping/language-message.js';

/** One language. */
export const getLanguage =
  ({ tongues }: Deps): Handler<ILanguageSystemService, 'getLanguage'> =>
  async ({ id }) =>
    toLanguageMessage(await tongues.require(id));
