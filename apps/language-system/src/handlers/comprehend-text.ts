import type { ILanguageSystemService } from '@bodybroker/contracts-language-system';
import type { Handler } from '@bodybroker/nats-sdk';
import type { Deps } from '../deps.js';
import { comprehendText as understood } from '../domain/comprehend-text.js';

/** A text of a language as a player understands it. */
export const comprehendText =
  ({ tongues, understanding }: Deps): Handler<ILanguageSystemService, 'comprehendText'> =>
  async ({ playerId, languageId, text }) => {
    const tongue = await tongues.require(languageId);
    const isUnderstood = await understanding.of({ playerId, languageId }, tongue);
    const { text: shown, ratio } = understood(text, tongue.lexicon, isUnderstood);
    return { text: shown, understoodRatio: ratio };
  };
