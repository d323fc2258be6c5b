import { ErrorCode, NatsError, type MsgHdrs, type NatsConnection } from 'nats';
import { RpcError } from '../rpc/rpc-error.js';
import type { ConnectionGate } from './jetstream-gate.js';
import { pause } from '../events/pause.js';
import { JetStreamApiError, type JetStreamErrorBody } from './jetstream-error.js';
import { refusalOf } from './refusal.js';

/** One try; a leader change takes about 4 s, so a request is asked again several times within it. */
const ATTEMPT_MS = 2_000;
const FIRST_PAUSE_MS = 50;
const LONGEST_PAUSE_MS = 1_000;

export interface JetStreamRequestOptions {
  readonly headers?: MsgHdrs;
  /** For all tries together, in milliseconds. Default 10 000. */
  readonly timeoutMs?: number;
  readonly signal?: AbortSignal;
  /** Called before each try but the first. `answered`: the try before was answered, so nothing was stored by it. */
  readonly onRetry?: (answered: 'answered' | 'unanswered') => void;
}

/**
 * Requests to JetStream, asked again until time is up while nobody answers, nothing comes back or the cluster has no
 * leader. So a request must be safe to repeat: reads are, and publishes with a message id.
 *
 * Speaks the JSON API itself: the client's JetStream classes retry a 503 only and give up on a node that restarts.
 */
export class JetStreamApi {
  readonly #nc: NatsConnection;
  readonly #gate: ConnectionGate;

  constructor(nc: NatsConnection, gate: ConnectionGate) {
    this.#nc = nc;
    this.#gate = gate;
  }

  get connection(): NatsConnection {
    return this.#nc;
  }

  get gate(): ConnectionGate {
    return this.#gate;
  }

  /**
   * Calls `$JS.API.<verb>` with a JSON body.
   * @throws JetStreamApiError (an RpcError) when the server refuses; RpcError PERMISSION_DENIED where this user may not ask,
   *   UNAVAILABLE or CANCELLED else
   */
  call<Answer>(verb: string, body?: object, options?: JetStreamRequestOptions): Promise<Answer> {
    return this.request<Answer>(`$JS.API.${verb}`, body ? JSON.stringify(body) : '', options);
  }

  /** As {@link call}, for any subject that answers in JetStream's way. */
  async request<Answer>(
    subject: string,
    data: string | Uint8Array,
    options: JetStreamRequestOptions = {},
  ): Promise<Answer> {
    const { timeoutMs = 10_000, headers, signal, onRetry } = options;
    const endsAt = performance.now() + timeoutMs;
    let pauseMs = FIRST_PAUSE_MS;
    let failure: unknown;
    for (let attempt = 1; ; attempt += 1) {
      if (!this.#gate.connected) await this.#gate.whenConnected(endsAt - performance.now(), signal);
      if (signal?.aborted) throw cancelled(signal);
      const leftMs = endsAt - performance.now();
      if (!this.#gate.connected || leftMs < 1) throw unavailable(subject, failure);
      if (attempt > 1) onRetry?.(isUnanswered(failure) ? 'unanswered' : 'answered');
      try {
        return await this.#once<Answer>(subject, data, headers, Math.min(ATTEMPT_MS, leftMs), signal);
      } catch (error) {
        if (!isTransient(error)) throw error;
        failure = error;
      }
      // A try that timed out has waited long enough.
      if (!isUnanswered(failure)) {
        await pause(Math.min(pauseMs, endsAt - performance.now()), signal);
        pauseMs = Math.min(pauseMs * 2, LONGEST_PAUSE_MS);
      }
    }
  }

  async #once<Answer>(
    subject: string,
    data: string | Uint8Array,
    headers: MsgHdrs | undefined,
    timeoutMs: number,
    signal: AbortSignal | undefined,
  ): Promise<Answer> {
    const request = this.#nc.request(subject, data, { timeout: Math.ceil(timeoutMs), ...(headers && { headers }) });
    const message = await abortable(request, signal).catch((error: unknown) => {
      throw fromClient(error);
    });
    const answer = message.json<Answer & { error?: JetStreamErrorBody; stream?: string }>();
    if (answer.error) throw new JetStreamApiError(answer.error, answer.stream);
    return answer;
  }
}

function fromClient(error: unknown): unknown {
  if (!(error instanceof NatsError)) return error;
  const refusal = refusalOf(error.permissionContext);
  if (refusal !== undefined) return refusal;
  switch (error.code as ErrorCode) {
    case ErrorCode.ConnectionClosed:
    case ErrorCode.ConnectionDraining:
      return new RpcError('UNAVAILABLE', 'CONNECTION_CLOSED', 'the connection is closed', { cause: error });
    case ErrorCode.MaxPayloadExceeded:
      return new RpcError('RESOURCE_EXHAUSTED', 'MESSAGE_TOO_LARGE', 'the message is larger than the server takes', {
        retryable: false,
        cause: error,
      });
    case ErrorCode.BadSubject:
      return new RpcError('INVALID_ARGUMENT', 'BAD_SUBJECT', 'not a subject', { cause: error });
    default:
      return error;
  }
}

function isUnanswered(error: unknown): boolean {
  return error instanceof NatsError && error.code === ErrorCode.Timeout.valueOf();
}

function isTransient(error: unknown): boolean {
  if (error instanceof JetStreamApiError) return error.code === 'UNAVAILABLE';
  return isUnanswered(error) || (error instanceof NatsError && error.code === ErrorCode.NoResponders.valueOf());
}

function unavailable(subject: string, cause: unknown): RpcError {
  return new RpcError('UNAVAILABLE', 'JETSTREAM_UNAVAILABLE', `JetStream did not answer on ${subject}`, { cause });
}

function cancelled(signal: AbortSignal): RpcError {
  return new RpcError('CANCELLED', 'CANCELLED', 'the call was cancelled', { cause: signal.reason });
}

function abortable<T>(promise: Promise<T>, signal: AbortSignal | undefined): Promise<T> {
  if (!signal) return promise;
  return new Promise<T>((resolve, reject) => {
    const abort = (): void => reject(cancelled(signal));
    signal.addEventListener('abort', abort, { once: true });
    promise.then(resolve, reject).finally(() => signal.removeEventListener('abort', abort));
  });
}
