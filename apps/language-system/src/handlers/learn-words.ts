import { Fluency, LearnWordsRequest, type ILanguageSystemService } from '@bodybroker/contracts-language-system';
import type { Handler } from '@bodybroker/nats-sdk';
import { markReplay, receiptOf } from '@bodybroker/service-kit';
import type { Deps } from '../deps.js';
import { knownLemmas } from '../domain/known-lemmas.js';
import { learn } from '../domain/fluency.js';
import { toFluency } from '../mapping/to-fluency.js';

/** Teaches a player words; once for one idempotency key. */
export const learnWords =
  ({ tongues, knowledge, weights }: Deps): Handler<ILanguageSystemService, 'learnWords'> =>
  async (request, context) => {
    const { playerId, languageId, source } = request;
    const learner = { playerId, languageId };
    const receipt = receiptOf(context, LearnWordsRequest.toBinary(request));
    const { lexicon } = await tongues.withWords(languageId, []);
    const lemmas = knownLemmas(lexicon, request.lemmas);
    const result = await knowledge.changeOnce(
      learner,
      { receipt, source },
      (before) => learn(before, lemmas),
      (after, learned) => Fluency.toBinary(toFluency(learner, after, weights, learned)),
    );
    if (result.status === 'replayed') markReplay(context);
    return Fluency.fromBinary(result.response);
  };
