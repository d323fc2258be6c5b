import { RpcError, isRpcError, type HandlerContext } from '@bodybroker/nats-sdk';
import type { Deps } from '../deps.js';
import type { Forwarded } from './forward.js';
import { recordOutcome } from './record-outcome.js';
import type { Resolved } from './resolve.js';

/** What is sent on. */
export interface ForwardedCall {
  readonly payload: Uint8Array;
  readonly headers: Readonly<Record<string, string>>;
  readonly context: HandlerContext;
}

/** Sends a call to one instance, and notes how that did. Nobody's answer is an error too. */
export async function forwardOnce(
  deps: Deps,
  { known, subject, route }: Resolved,
  { payload, headers, context }: ForwardedCall,
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
