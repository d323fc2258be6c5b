import type { ILanguageSystemService } from '@bodybroker/contracts-language-system';
import type { Handler } from '@bodybroker/nats-sdk';
import type { Deps } from '../deps.js';
import { toFluency } from '../mapping/to-fluency.js';

/** How well a player knows a language. */
export const getFluency =
  ({ tongues, knowledge, weights }: Deps): Handler<ILanguageSystemService, 'getFluency'> =>
  async ({ playerId, languageId }) => {
    await tongues.require(languageId);
    return toFluency({ playerId, languageId }, await knowledge.get({ playerId, languageId }), weights);
  };
