import type { ILanguageSystemService } from '@bodybroker/contracts-language-system';
import type { Handler } from '@bodybroker/nats-sdk';
import type { Deps } from '../deps.js';
import { renderScript as rendered } from '../domain/render-script.js';

/** A text in the script of a language. */
export const renderScript =
  ({ tongues }: Deps): Handler<ILanguageSystemService, 'renderScript'> =>
  async ({ languageId, text }) => {
    const { language } = await tongues.require(languageId);
    return { glyphs: rendered(language, text) };
  };
