import type { Deps, RouterHandler } from '../deps.js';
import { RetryBudget } from '../domain/retry-budget.js';
import { forwardOnce } from './forward-once.js';
import { enter, resolve } from './resolve.js';

const MAX_ATTEMPTS = 3;

/** Sends a call on, as bytes; to another instance when one is away and the call may be made again. */
export function forwardRequest(deps: Deps): RouterHandler<'forwardRequest'> {
  return async ({ service, method, payload, playerId, headers }, context) => {
    const call = { service, method, playerId, sessionId: context.sessionId ?? '', headers };
    await enter(deps, call);
    const budget = deps.budgets.get(service) ?? new RetryBudget();
    deps.budgets.set(service, budget);
    budget.call(deps.clock.now());
    const isRepeatable = (await deps.catalogue.methods(service))?.get(method)?.isRepeatable === true;
    const tried = new Set<string>();
    let resolved = await resolve(deps, call);
    for (let attempts = 1; ; attempts += 1) {
      const { instanceId } = resolved.known.instance;
      tried.add(instanceId);
      const answered = await forwardOnce(deps, resolved, { payload, headers, context });
      const mayRetry =
        answered.error?.code === 'UNAVAILABLE' &&
        isRepeatable &&
        attempts < MAX_ATTEMPTS &&
        budget.mayRetry(resolved.route.retryBudget);
      const next = mayRetry ? await resolve(deps, call, tried).catch(() => undefined) : undefined;
      if (next !== undefined) {
        resolved = next;
        continue;
      }
      if (answered.body.length === 0 && answered.error !== undefined) throw answered.error;
      return { payload: answered.body, instanceId, attempts };
    }
  };
}
