import type { AiHandler, Deps } from '../deps.js';
import { planGeneration } from '../generating/plan-generation.js';
import { streamGeneration } from '../generating/stream-generation.js';
import { toAsk } from '../mapping/to-ask.js';
import { toChunk } from '../mapping/to-chunk.js';

/** One text, as it comes. */
export const generateStream = (deps: Deps): AiHandler<'generateStream'> =>
  async function* (request, context) {
    const plan = await planGeneration(deps, toAsk(request.prompt, context));
    for await (const chunk of streamGeneration(deps, plan, context.signal)) yield toChunk(plan.id, chunk);
  };
