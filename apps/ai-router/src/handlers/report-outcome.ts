import { notFound } from '@bodybroker/domain';
import type { Deps, RouterHandler } from '../deps.js';
import { isCalled } from '../domain/target.js';
import { reportDecided } from '../routing/report.js';

/** How a target of a decision did. */
export const reportOutcome =
  (deps: Deps): RouterHandler<'reportOutcome'> =>
  async ({ decisionId, target, ok, code, ttftMs, latencyMs, promptTokens, completionTokens }) => {
    const decision = await deps.decisions.require(decisionId);
    const known = (await deps.catalogue.current()).find((each) => isCalled(each, target));
    const modelRef = known?.modelRef ?? target;
    if (!decision.candidates.some((each) => each.modelRef === modelRef)) throw notFound('target', target);
    const outcome = {
      atMs: deps.clock.now(),
      isOk: ok,
      code: ok ? '' : code || 'UNKNOWN',
      ttftMs: ttftMs === 0n ? undefined : Number(ttftMs),
      latencyMs: Number(latencyMs),
      completionTokens,
    };
    return { counted: await reportDecided(deps, decision, { target, outcome, promptTokens }) };
  };
