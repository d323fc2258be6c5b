import { Error as WireError } from '@bodybroker/contracts-common';
import type { JsonValue } from '@bodybroker/domain';
import {
  HEADER,
  RpcError,
  currentContext,
  errorFromHeaders,
  formatActor,
  fromWireError,
  hasErrorHeader,
  methodSubject,
  sendRequest,
  type ExchangeOptions,
  type RawReply,
} from '@bodybroker/nats-sdk';
import type { Instrumentation } from '@bodybroker/telemetry';
import type { CallOutcome } from '../domain/end-step.js';
import type { Execution } from '../domain/execution.js';
import { isJsonObject } from '../domain/is-json-object.js';
import { jsonBytes } from '../domain/json-bytes.js';
import type { DueCall } from '../domain/move.js';
import { toFailure } from '../mapping/to-wire-failure.js';
import type { ServiceShapes } from './service-shapes.js';

const JSON_TYPE = 'application/json';
/** A larger result is not kept, so that an execution stays small; later steps cannot use it. */
const MAX_RESULT_BYTES = 16 * 1024;

export interface ServiceCallerOptions {
  readonly exchange: ExchangeOptions;
  readonly instrumentation: Instrumentation;
  readonly shapes: Pick<ServiceShapes, 'find'>;
}

/** Calls methods that are known by name only, in proto3 JSON, in the name of this service. */
export class ServiceCaller {
  readonly #options: ServiceCallerOptions;

  constructor(options: ServiceCallerOptions) {
    this.#options = options;
  }

  /** Makes one call for an execution. Throws only when the signal aborts: nobody then knows what the call did. */
  async call(call: DueCall, execution: Execution, signal: AbortSignal): Promise<CallOutcome> {
    const { exchange, instrumentation } = this.#options;
    const operation = instrumentation.clientCall({ service: call.service, method: call.method }, currentContext());
    try {
      const reply = await sendRequest(
        exchange,
        {
          subject: await this.#subjectOf(call),
          body: Buffer.from(call.request),
          headers: { ...headersOf(call, execution), ...defined(operation.carrier) },
          deadline: performance.now() + call.timeoutMs,
        },
        signal,
      );
      const result = readPayload(reply);
      operation.end('OK');
      return { kind: 'answered', result: jsonBytes(result) > MAX_RESULT_BYTES ? null : result };
    } catch (thrown) {
      signal.throwIfAborted();
      const error = RpcError.from(thrown);
      operation.end(error.code, error);
      return { kind: 'failed', failure: toFailure(error) };
    }
  }

  async #subjectOf({ service, method }: DueCall): Promise<string> {
    const shape = await this.#options.shapes.find(service);
    const known = shape?.methods.get(method)?.subject;
    return known ?? methodSubject({ typeName: `bodybroker.${service.replaceAll('-', '_')}.v1.Service` }, method);
  }
}

function headersOf({ idempotencyKey }: DueCall, execution: Execution): Record<string, string> {
  const { id, correlationId, worldId, locale } = execution;
  return {
    [HEADER.contentType]: JSON_TYPE,
    [HEADER.acceptEncoding]: 'gzip',
    [HEADER.actor]: formatActor({ kind: 'service', id: 'orchestration' }),
    [HEADER.requestId]: id,
    [HEADER.correlationId]: correlationId,
    [HEADER.idempotencyKey]: idempotencyKey,
    [HEADER.world]: worldId,
    [HEADER.locale]: locale,
  };
}

function defined(carrier: object): Record<string, string> {
  return Object.fromEntries(Object.entries(carrier).filter(([, value]) => typeof value === 'string')) as Record<
    string,
    string
  >;
}

/** The payload of a reply, the `result` around it taken off. @throws RpcError the error it carries */
function readPayload({ headers, body }: RawReply): JsonValue {
  const json = parse(body);
  if (hasErrorHeader(headers)) throw errorOf(json) ?? errorFromHeaders(headers);
  if (json === undefined) throw new RpcError('INTERNAL', 'BAD_REPLY', 'the reply is not JSON');
  const members = isJsonObject(json) ? Object.values(json) : [];
  const [only] = members;
  return members.length === 1 && isJsonObject(only) ? only : json;
}

function parse(body: Uint8Array): JsonValue | undefined {
  try {
    return JSON.parse(Buffer.from(body).toString('utf8')) as JsonValue;
  } catch {
    return undefined;
  }
}

/** The Error of a response, in its `error` or, for a response that has no place for one, as the whole. */
function errorOf(json: JsonValue | undefined): RpcError | undefined {
  if (!isJsonObject(json)) return undefined;
  try {
    const error = WireError.fromJson((json['error'] ?? json) as never);
    return error.reason === '' ? undefined : fromWireError(error);
  } catch {
    return undefined;
  }
}
