import { Access, type IdempotencyKey, MethodOptions } from '@bodybroker/contracts-options';
import type { MethodInfo } from '@protobuf-ts/runtime-rpc';
import { methodSubject, serviceAddress } from './method-subject.js';
import { resultShape, type ResultShape } from './result-shape.js';

/** All that is derived from a method's declaration; read once. */
export interface MethodPlan {
  readonly method: MethodInfo<object, object>;
  readonly rpc: { readonly service: string; readonly method: string };
  readonly kind: 'unary' | 'server-streaming' | 'client-streaming' | 'duplex';
  /** Name of the service, such as `quest-system`. */
  readonly target: string;
  readonly subject: string;
  /** The method's own deadline in milliseconds; undefined for a stream that may last. */
  readonly timeoutMs: number | undefined;
  readonly access: Access;
  readonly scopes: readonly string[];
  readonly maxInFlight: number;
  readonly idempotencyKey: IdempotencyKey;
  /** Dotted path of proto names; empty when no field names a player. */
  readonly playerField: string;
  /** Whether two identical calls do no more than one. */
  readonly repeatable: boolean;
  readonly result: ResultShape;
}

const OPTION = 'bodybroker.options.v1.method';
const DEFAULT_UNARY_TIMEOUT_MS = 5_000;
const DEFAULT_MAX_IN_FLIGHT = 256;

const PLANS = new WeakMap<MethodInfo, MethodPlan>();

/** The plan of a method, made at its first use. @throws TypeError when its declaration breaks the conventions */
export function methodPlan(method: MethodInfo<object, object>): MethodPlan {
  let plan = PLANS.get(method);
  if (plan === undefined) {
    plan = makePlan(method);
    PLANS.set(method, plan);
  }
  return plan;
}

function makePlan(method: MethodInfo<object, object>): MethodPlan {
  const declared = method.options[OPTION];
  const options = declared === undefined ? MethodOptions.create() : MethodOptions.fromJson(declared);
  const kind = kindOf(method);
  return {
    method,
    rpc: { service: method.service.typeName, method: method.name },
    kind,
    target: serviceAddress(method.service).name,
    subject: options.subject === '' ? methodSubject(method.service, method.name) : options.subject,
    timeoutMs: options.timeoutMs > 0 ? options.timeoutMs : kind === 'unary' ? DEFAULT_UNARY_TIMEOUT_MS : undefined,
    access: options.access === Access.UNSPECIFIED ? Access.SERVICE : options.access,
    scopes: options.scopes,
    maxInFlight: options.maxInFlight > 0 ? options.maxInFlight : DEFAULT_MAX_IN_FLIGHT,
    idempotencyKey: options.idempotencyKey,
    playerField: options.playerField,
    repeatable: method.idempotency !== undefined,
    result: resultShape(method.O),
  };
}

function kindOf(method: MethodInfo): MethodPlan['kind'] {
  if (method.serverStreaming) return method.clientStreaming ? 'duplex' : 'server-streaming';
  return method.clientStreaming ? 'client-streaming' : 'unary';
}
