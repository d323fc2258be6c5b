import { markReplay, receiptOf } from '@bodybroker/service-kit';
import { GenerateRequest, Generation } from '@bodybroker/contracts-ai-integration';
import type { AiHandler, Deps } from '../deps.js';
import { planGeneration } from '../generating/plan-generation.js';
import { runGeneration } from '../generating/run-generation.js';
import { toAsk } from '../mapping/to-ask.js';
import { toGeneration } from '../mapping/to-generation.js';

/** One text. With an idempotency key a repeat answers what the first one did. */
export const generate =
  (deps: Deps): AiHandler<'generate'> =>
  async (request, context) => {
    const work = async (): Promise<Generation> => {
      const plan = await planGeneration(deps, toAsk(request.prompt, context));
      return toGeneration(plan, await deps.live.track(runGeneration(deps, plan, context.signal)));
    };
    if (context.idempotencyKey === undefined) return work();
    const receipt = receiptOf(context, GenerateRequest.toBinary(request));
    const { status, response } = await deps.receipts.once(receipt, async () => Generation.toBinary(await work()));
    if (status === 'replayed') markReplay(context);
    return Generation.fromBinary(response);
  };
