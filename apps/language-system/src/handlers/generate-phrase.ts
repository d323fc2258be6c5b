import { PhraseIntent, type ILanguageSystemService } from '@bodybroker/contracts-language-system';
import { formatActor, type Handler } from '@bodybroker/nats-sdk';
import { enumName } from '@bodybroker/service-kit';
import type { Deps } from '../deps.js';
import { INTENTS, makePhrase } from '../domain/make-phrase.js';
import { toGloss } from '../mapping/to-gloss.js';
import { ENGLISH } from '../translating/translator.js';

/** Something to say, with what it means. */
export const generatePhrase =
  (deps: Deps): Handler<ILanguageSystemService, 'generatePhrase'> =>
  async ({ languageId, intent, slots, seed }, { actor }) => {
    const english = makePhrase(deps.phrases, enumName(PhraseIntent, intent, INTENTS, 'intent'), slots, seed);
    const { text, gloss } = await deps.translator.translate(english, ENGLISH, languageId, formatActor(actor));
    return { text, english, gloss: await toGloss(gloss, deps, actor, languageId) };
  };
