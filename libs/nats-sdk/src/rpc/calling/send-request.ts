import { abortError } from '../abort-error.js';
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
export function sendRequest(options: ExchangeOptions, call: RawCall, signal?: AbortSignal): Promise<RawReply> {
  return new Promise((resolve, reject) => {
    if (signal?.aborted === true) throw abortError(signal);
    if (call.body.length > options.maxMessageBytes) throw messageTooLarge(call.body.length, options.maxMessageBytes);
    const { deadline } = call;
    let { headers } = call;
    if (deadline !== undefined) {
      const leftMs = remainingMs(deadline);
      if (leftMs <= 0) throw deadlineExceeded();
      headers = { ...headers, [HEADER.timeoutMs]: String(leftMs) };
    }
    new PendingCall(options, call, signal, resolve, reject).send(call.body, headers);
  });
}
