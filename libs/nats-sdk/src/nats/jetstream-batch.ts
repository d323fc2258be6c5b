import { createInbox, type Msg } from 'nats';
import type { RpcError } from '../rpc/rpc-error.js';
import { inboxPrefixOf } from './inbox-prefix.js';
import type { JetStreamApi } from './jetstream-api.js';
import { refusalOf } from './refusal.js';

/**
 * How a pull request ended. `stalled`: some messages, then nothing, as when a consumer has all out that it may.
 * `silent`: nothing at all in time, so the consumer's node or the way to it is gone.
 */
export type BatchEnd = 'full' | 'empty' | 'expired' | 'stalled' | 'no-responders' | 'refused' | 'silent' | 'aborted';

export interface Batch {
  readonly messages: readonly Msg[];
  readonly end: BatchEnd;
}

export interface BatchRequest {
  readonly max: number;
  /** How long to wait for the first message; 0: only what is there now. */
  readonly waitMs: number;
  readonly signal?: AbortSignal;
}

/** How much later than promised an answer may come. */
const GRACE_MS = 2_000;
/** The rest of a batch follows its first message without a pause. */
const STALL_MS = 100;
const NANOS_PER_MS = 1_000_000;

/**
 * One pull request: resolves when the server has ended it. Rejects only with PERMISSION_DENIED while the connection is open. `no_wait`
 * with an expiry means: wait for the first message, then send what there is and end (2.9 to 2.15 alike).
 */
export function requestBatch(
  api: JetStreamApi,
  stream: string,
  consumer: string,
  request: BatchRequest,
): Promise<Batch> {
  const nc = api.connection;
  const { max, waitMs, signal } = request;
  const subject = `$JS.API.CONSUMER.MSG.NEXT.${stream}.${consumer}`;
  const inbox = createInbox(inboxPrefixOf(nc));
  const messages: Msg[] = [];
  return new Promise<Batch>((resolve, reject) => {
    let open = true;
    const finish = (end: BatchEnd): void => {
      open = false;
      clearTimeout(timer);
      forget();
      signal?.removeEventListener('abort', abort);
      if (!subscription.isClosed() && !nc.isClosed()) {
        // Where the server has not ended the request, draining hears what is on its way, and it is handed back below.
        if (OPEN_ENDS.has(end)) subscription.drain().catch(() => undefined);
        else subscription.unsubscribe();
      }
      resolve({ messages, end });
    };
    const deny = (error: RpcError): void => {
      reject(error);
      finish('refused');
    };
    const abort = (): void => finish('aborted');
    const subscription = nc.subscribe(inbox, {
      callback: (error, message) => {
        const refusal = refusalOf(error?.permissionContext);
        if (refusal !== undefined) return deny(refusal);
        if (error) return open ? finish('refused') : undefined;
        const status = message.headers?.code ?? 0;
        if (!open) {
          if (status === 0 && message.reply !== undefined && !nc.isClosed()) nc.publish(message.reply, '-NAK');
        } else if (status === 0) {
          messages.push(message);
          if (messages.length >= max) return finish('full');
          clearTimeout(timer);
          timer = setTimeout(() => finish('stalled'), STALL_MS);
        } else if (status !== IDLE_HEARTBEAT) finish(endOf(status));
      },
    });
    const forget = api.gate.onRefusal(subject, deny);
    let timer = setTimeout(() => finish('silent'), waitMs + GRACE_MS);
    if (signal?.aborted) return abort();
    signal?.addEventListener('abort', abort);
    const body = { batch: max, no_wait: true, ...(waitMs > 0 && { expires: waitMs * NANOS_PER_MS }) };
    nc.publish(subject, JSON.stringify(body), { reply: inbox });
  });
}

const IDLE_HEARTBEAT = 100;
const OPEN_ENDS: ReadonlySet<BatchEnd> = new Set(['stalled', 'silent', 'aborted']);

// 2.9 ends a partly filled no-wait batch with 408, 2.10 and later with 404.
function endOf(status: number): BatchEnd {
  if (status === 404) return 'empty';
  if (status === 408) return 'expired';
  return status === 503 ? 'no-responders' : 'refused';
}
