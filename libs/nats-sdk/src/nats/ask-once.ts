import { ErrorCode, NatsError, type NatsConnection } from 'nats';
import { RpcError } from '../rpc/rpc-error.js';
import { JetStreamApiError, type JetStreamErrorBody } from './jetstream-error.js';

/**
 * One request to JetStream that must not be repeated. Undefined when the answer is empty.
 * @throws JetStreamApiError when the server refuses; RpcError UNAVAILABLE when it does not answer in time
 */
export async function askOnce<Answer>(
  nc: NatsConnection,
  subject: string,
  data: Uint8Array | string,
  options: { readonly timeoutMs: number; readonly stream: string },
): Promise<Answer | undefined> {
  const reply = await nc.request(subject, data, { timeout: options.timeoutMs }).catch((error: unknown) => {
    throw isSilence(error)
      ? new RpcError('UNAVAILABLE', 'JETSTREAM_UNAVAILABLE', `JetStream did not answer on ${subject}`, { cause: error })
      : error;
  });
  if (reply.data.length === 0) return undefined;
  const answer = reply.json<Answer & { readonly error?: JetStreamErrorBody }>();
  if (answer.error) throw new JetStreamApiError(answer.error, options.stream);
  return answer;
}

const SILENCE: ReadonlySet<string> = new Set([
  ErrorCode.Timeout,
  ErrorCode.NoResponders,
  ErrorCode.ConnectionClosed,
  ErrorCode.Disconnect,
]);

function isSilence(error: unknown): boolean {
  return error instanceof NatsError && SILENCE.has(error.code);
}
