import { RpcError, isRpcError, type HandlerContext } from '@bodybroker/nats-sdk';
import type { Deps, RouterHandler } from '../deps.js';
import { RetryBudget } from '../domain/retry-budget.js';
import type { Forwarded } from './forward.js';
import { recordOutcome } from './record-outcome.js';
import { enter, resolve, type CallToRoute, type Resolved } from './resolve.js';

const MAX_ATTEMPTS = 3;

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
      const answered = await attempt(deps, call, resolved, payload, context);
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

async function attempt(
  deps: Deps,
  { headers }: CallToRoute,
  { known, subject, route }: Resolved,
  payload: Uint8Array,
  context: HandlerContext,
): Promise<Forwarded> {
  const startedMs = performance.now();
  const own = route.timeoutMs === 0 ? undefined : startedMs + route.timeoutMs;
  const deadline = own === undefined ? context.deadline : Math.min(own, context.deadline ?? Infinity);
  const answered = await deps.forward({ subject, payload, headers, deadline, context }).catch(unanswered);
  const latencyMs = performance.now() - startedMs;
  await recordOutcome(deps, known.instance, { ok: !isFault(answered.error), latencyMs });
  return answered;
}

/** Refusals are answers; only what says that the instance is unwell counts against it. */
function isFault(error: RpcError | undefined): boolean {
  return error !== undefined && ['UNAVAILABLE', 'DEADLINE_EXCEEDED', 'INTERNAL'].includes(error.code);
}

function unanswered(error: unknown): Forwarded {
  return { body: new Uint8Array(), error: isRpcError(error) ? error : RpcError.from(error) };
}
