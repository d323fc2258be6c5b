import { abortError } from '../abort-error.js';
import { decompressBody } from '@bodybroker/codecs';
import { messageTooLarge } from '../../bus/message-size.js';
import { deadlineExceeded, remainingMs } from '../deadline.js';
import { HEADER } from '../wire/header-names.js';
import { PendingCall, type ExchangeOptions } from './pending-call.js';
import type { RawCall, RawReply } from './raw-call.js';

/**
 * Sends a request once and waits for its reply.
 * @throws RpcError UNAVAILABLE (nobody answers, no connection), DEADLINE_EXCEEDED, CANCELLED or RESOURCE_EXHAUSTED. An
 *   error the service answers with is a reply.
 */
export async function sendRequest(options: ExchangeOptions, call: RawCall, signal?: AbortSignal): Promise<RawReply> {
  if (signal?.aborted === true) throw abortError(signal);
  if (call.body.length > options.maxMessageBytes) throw messageTooLarge(call.body.length, options.maxMessageBytes);
  const reply = await new Promise<RawReply>((resolve, reject) => {
    const { deadline } = call;
    let { headers } = call;
    if (deadline !== undefined) {
      const leftMs = remainingMs(deadline);
      if (leftMs <= 0) {
        reject(deadlineExceeded());
        return;
      }
      headers = { ...headers, [HEADER.timeoutMs]: String(leftMs) };
    }
    new PendingCall(options, call, signal, resolve, reject).send(call.body, headers);
  });
  const encoding = reply.headers[HEADER.contentEncoding];
  if (encoding === undefined) return reply;
  return {
    headers: reply.headers,
    body: await decompressBody(reply.body, encoding, { maxBytes: options.maxMessageBytes }),
  };
}
