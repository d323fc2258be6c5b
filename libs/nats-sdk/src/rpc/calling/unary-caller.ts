import type { MessageCodec } from '@bodybroker/codecs';
import type { CallPolicy } from '@bodybroker/resilience';
import type { Instrumentation } from '@bodybroker/telemetry';
import type { CallContext } from '../call-context.js';
import type { CallOptions } from '../client.js';
import { earlier } from '../deadline.js';
import type { MethodPlan } from '../method/method-plan.js';
import { instanceSubject } from '../method/method-subject.js';
import { RpcError } from '../rpc-error.js';
import { writeContentType } from '../wire/content-type.js';
import { HEADER } from '../wire/header-names.js';
import { callHeaders, parentContext } from './outgoing-context.js';
import type { ExchangeOptions } from './pending-call.js';
import type { RawCall, RawReply } from './raw-call.js';
import { sendRequest } from './send-request.js';

export interface CallerOptions extends ExchangeOptions {
  /** The caller's service name. */
  readonly name: string;
  readonly policy: CallPolicy | undefined;
  readonly instrumentation: Instrumentation;
  readonly codec: MessageCodec;
  readonly acceptEncoding: 'gzip' | 'none';
}

/** For policies, which want one. Never listened to: every call under way would be one more listener to walk past. */
const NEVER_ABORTED = new AbortController().signal;

/** Makes unary calls: headers, deadline, policy, measurement. `read` turns a reply into a value or throws its error. */
export class UnaryCaller {
  readonly #options: CallerOptions;

  constructor(options: CallerOptions) {
    this.#options = options;
  }

  async call<T>(plan: MethodPlan, input: object, options: CallOptions, read: (reply: RawReply) => T): Promise<T> {
    const parent = parentContext(options);
    const operation = this.#options.instrumentation.clientCall(plan.rpc, parent);
    try {
      const headers = callHeaders(plan, this.#options.name, { options, parent, trace: operation.carrier });
      const call = this.#encode(plan, input, headers, options, parent);
      const result = await this.#attempts(plan, call, options, callSignal(options, parent), read);
      operation.end('OK');
      return result;
    } catch (thrown) {
      const error = RpcError.from(thrown);
      operation.end(error.code, error);
      throw error;
    }
  }

  #encode(
    plan: MethodPlan,
    input: object,
    headers: Record<string, string>,
    options: CallOptions,
    parent: CallContext | undefined,
  ): RawCall {
    const { codec, acceptEncoding } = this.#options;
    writeContentType(codec, headers);
    if (acceptEncoding !== 'none') headers[HEADER.acceptEncoding] = acceptEncoding;
    return {
      subject: options.instance === undefined ? plan.subject : instanceSubject(plan.subject, options.instance),
      body: codec.encode(plan.method.I, input),
      headers,
      deadline: callDeadline(plan, options, parent),
    };
  }

  #attempts<T>(
    plan: MethodPlan,
    call: RawCall,
    options: CallOptions,
    signal: AbortSignal | undefined,
    read: (reply: RawReply) => T,
  ): Promise<T> {
    const { policy } = this.#options;
    if (policy === undefined) return sendRequest(this.#options, call, signal).then(read);
    return policy.execute(
      {
        target: plan.target,
        subject: call.subject,
        repeatable: plan.repeatable || options.idempotencyKey !== undefined,
        hedgeAfterMs: plan.method.idempotency === 'NO_SIDE_EFFECTS' ? options.hedgeAfterMs : undefined,
        deadline: call.deadline,
        signal: signal ?? NEVER_ABORTED,
      },
      (attempt) =>
        sendRequest(this.#options, call, attempt.signal === NEVER_ABORTED ? undefined : attempt.signal).then(read),
    );
  }
}

/** When a call's time is up: its own or the method's timeout, never later than the caller's own deadline. */
export function callDeadline(
  plan: MethodPlan,
  options: CallOptions,
  parent: CallContext | undefined,
): number | undefined {
  const timeoutMs = options.timeoutMs ?? plan.timeoutMs;
  const own = timeoutMs === undefined ? undefined : performance.now() + timeoutMs;
  return earlier(own, parent?.deadline);
}

/** Aborts with the caller's own signal or with the request it works for. */
export function callSignal(options: CallOptions, parent: CallContext | undefined): AbortSignal | undefined {
  if (parent === undefined) return options.signal;
  return options.signal === undefined ? parent.signal : AbortSignal.any([options.signal, parent.signal]);
}
