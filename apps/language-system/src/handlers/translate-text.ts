import type { ILanguageSystemService } from '@bodybroker/contracts-language-system';
import { formatActor, type Handler } from '@bodybroker/nats-sdk';
import type { Deps } from '../deps.js';
import { toGloss } from '../mapping/to-gloss.js';
import { ENGLISH } from '../translating/translator.js';

/** Says a text in another language. */
export const translateText =
  (deps: Deps): Handler<ILanguageSystemService, 'translateText'> =>
  async ({ text, from, to }, { actor }) => {
    const translated = await deps.translator.translate(text, from, to, formatActor(actor));
    return {
      text: translated.text,
      gloss: await toGloss(translated.gloss, deps, actor, to === ENGLISH ? from : to),
      unknown: [...translated.unknown],
    };
  };
