import { Access } from '@bodybroker/contracts-options';
import type { TraceCarrier } from '@bodybroker/telemetry';
import { newRequestId } from '../new-request-id.js';
import type { Actor, CallContext } from '../call-context.js';
import type { CallOptions } from '../client.js';
import { currentContext } from '../context-storage.js';
import type { MethodPlan } from '../method/method-plan.js';
import { DEFAULT_LOCALE, DEFAULT_WORLD, writeContext, writeTrace, type SentContext } from '../wire/context-headers.js';
import { HEADER } from '../wire/header-names.js';

/** The context a call continues: the explicit one, else that of the request being handled. */
export function parentContext(options: CallOptions): CallContext | undefined {
  return options.context ?? currentContext();
}

export interface OutgoingContext {
  readonly options: CallOptions;
  /** What {@link parentContext} says of the call. */
  readonly parent: CallContext | undefined;
  readonly trace: TraceCarrier;
}

/**
 * Headers of a call. Outside of any request the caller asks in its own name and starts a new chain of ids. Inside one
 * it asks for whom it works, except where only services may ask, or where it is told to: there it vouches for the call
 * itself. An explicit context is otherwise sent as it is.
 */
export function callHeaders(
  plan: MethodPlan,
  caller: string,
  { options, parent, trace }: OutgoingContext,
): Record<string, string> {
  const context = parent === undefined ? newChain(caller) : actingFor(parent, plan, caller, options);
  const headers: Record<string, string> = {};
  writeContext(context, headers);
  writeTrace(trace, headers);
  if (options.idempotencyKey !== undefined) headers[HEADER.idempotencyKey] = options.idempotencyKey;
  return options.headers === undefined ? headers : Object.assign(headers, options.headers);
}

function actingFor(parent: CallContext, plan: MethodPlan, caller: string, options: CallOptions): SentContext {
  if (options.as !== 'self' && (options.context !== undefined || mayAsk(parent.actor, plan))) return parent;
  return {
    actor: ownName(caller),
    scopes: [],
    sessionId: undefined,
    requestId: parent.requestId,
    correlationId: parent.correlationId,
    causationId: parent.causationId,
    worldId: parent.worldId,
    locale: parent.locale,
  };
}

function mayAsk({ kind }: Actor, plan: MethodPlan): boolean {
  return plan.access !== Access.SERVICE || kind === 'service' || kind === 'admin';
}

function newChain(caller: string): SentContext {
  const requestId = newRequestId();
  return {
    actor: ownName(caller),
    scopes: [],
    sessionId: undefined,
    requestId,
    correlationId: requestId,
    causationId: requestId,
    worldId: DEFAULT_WORLD,
    locale: DEFAULT_LOCALE,
  };
}

function ownName(caller: string): Actor {
  return { kind: 'service', id: caller };
}
