import { createInbox, type Msg, type NatsConnection, type Subscription } from 'nats';
import type { SnapshotOptions, StreamSnapshot } from '../events/stream-admin.js';
import { RpcError } from '../rpc/rpc-error.js';
import { askOnce } from './ask-once.js';
import { inboxPrefixOf } from './inbox-prefix.js';
import type { JetStreamApi } from './jetstream-api.js';

/** The server's own default; small enough to be acknowledged within its 5 s on a slow line. */
const CHUNK_BYTES = 128 * 1024;
/** Checking the messages of a large stream comes before the first answer. */
const REQUEST_TIMEOUT_MS = 60_000;
/** Nothing for so long means that the server is gone: it gives up by itself after 5 s without an answer. */
const SILENCE_MS = 30_000;

/**
 * Asks for a stream's archive. The chunks come to an inbox of their own; each is acknowledged when the reader asks for
 * the next, so that the server's window bounds what waits here.
 */
export async function takeSnapshot(
  api: JetStreamApi,
  stream: string,
  { messages = 'checked', signal }: SnapshotOptions,
): Promise<StreamSnapshot> {
  signal?.throwIfAborted();
  const nc = api.connection;
  const deliverSubject = createInbox(inboxPrefixOf(nc));
  const subscription = nc.subscribe(deliverSubject);
  try {
    const request = { deliver_subject: deliverSubject, chunk_size: CHUNK_BYTES, jsck: messages === 'checked' };
    // Asked once: a second request would send a second archive to the same inbox.
    const begun = await askOnce<Pick<StreamSnapshot, 'config' | 'state'>>(
      nc,
      `$JS.API.STREAM.SNAPSHOT.${stream}`,
      JSON.stringify(request),
      { timeoutMs: REQUEST_TIMEOUT_MS, stream },
    );
    if (begun === undefined) throw lost(stream, 'the server answered with nothing');
    const { config, state } = begun;
    return { config, state, chunks: readChunks(nc, subscription, stream, signal) };
  } catch (error) {
    subscription.unsubscribe();
    throw error;
  }
}

async function* readChunks(
  nc: NatsConnection,
  subscription: Subscription,
  stream: string,
  signal: AbortSignal | undefined,
): AsyncGenerator<Uint8Array> {
  const arrivals = subscription[Symbol.asyncIterator]();
  try {
    for (;;) {
      const message = await nextOf(arrivals, stream, signal);
      if (message.data.length === 0) {
        assertWhole(message, stream);
        return;
      }
      yield message.data;
      if (message.reply !== undefined && message.reply !== '') nc.publish(message.reply);
    }
  } finally {
    // A reader that leaves early stops acknowledging, and the server stops sending.
    if (!nc.isClosed()) subscription.unsubscribe();
  }
}

async function nextOf(arrivals: AsyncIterator<Msg>, stream: string, signal: AbortSignal | undefined): Promise<Msg> {
  let timer: NodeJS.Timeout | undefined;
  let onAbort = (): void => undefined;
  const broken = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(lost(stream, `nothing came for ${SILENCE_MS / 1000} s`)), SILENCE_MS);
    onAbort = () => reject(signal?.reason);
    signal?.addEventListener('abort', onAbort, { once: true });
  });
  try {
    signal?.throwIfAborted();
    const { value, done } = await Promise.race([arrivals.next(), broken]);
    if (done) throw lost(stream, 'the connection closed');
    return value;
  } finally {
    clearTimeout(timer);
    signal?.removeEventListener('abort', onAbort);
  }
}

// The end is empty, with status 204 or none; 408 and 500 say that the server gave up.
function assertWhole({ headers }: Msg, stream: string): void {
  const code = headers?.code ?? 0;
  if (code !== 0 && code !== 204) throw lost(stream, `the server gave up (${code} ${headers?.description ?? ''})`);
}

function lost(stream: string, why: string): RpcError {
  return new RpcError('DATA_LOSS', 'SNAPSHOT_INCOMPLETE', `the snapshot of ${stream} is not whole: ${why}`);
}
