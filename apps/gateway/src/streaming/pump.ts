import { RpcError } from '@bodybroker/nats-sdk';
import type { StreamEncoder } from './stream-encoder.js';
import type { StreamSink } from './stream-sink.js';

export interface PumpOptions {
  readonly sink: StreamSink;
  readonly encoder: StreamEncoder;
  /** Silence after which a heartbeat is sent, in milliseconds. */
  readonly heartbeatMs: number;
  /** Aborts when the gateway stops or the client has gone. */
  readonly signal: AbortSignal;
}

/**
 * Carries frames from a service to a client until one of them ends it. The next frame is asked for when the last one was taken,
 * so a slow reader slows the service down. Sends exactly one end or error. Never throws.
 * @param first the first frame, asked for already
 * @returns how it ended; undefined: well
 */
export async function pump(
  frames: AsyncIterator<Uint8Array>,
  first: Promise<IteratorResult<Uint8Array>>,
  { sink, encoder, heartbeatMs, signal }: PumpOptions,
): Promise<RpcError | undefined> {
  const heartbeat =
    encoder.heartbeat === ''
      ? undefined
      : setInterval(() => {
          // A reader that is behind needs no sign of life, and must not be sent more.
          if (sink.idle) void sink.write(encoder.heartbeat)?.catch(() => undefined);
        }, heartbeatMs);
  heartbeat?.unref();
  let failure: RpcError | undefined;
  const stopped = rejectOnAbort(signal);
  try {
    if (encoder.opening !== '') await sink.write(encoder.opening);
    let next = await Promise.race([first, stopped.promise]);
    while (next.done !== true) {
      const written = sink.write(encoder.frame(next.value));
      if (written !== undefined) await Promise.race([written, stopped.promise]);
      next = await Promise.race([frames.next(), stopped.promise]);
    }
  } catch (error) {
    failure = RpcError.from(error);
  } finally {
    stopped.forget();
    clearInterval(heartbeat);
    // Not awaited: a service that does not answer must not hold the connection.
    frames.return?.().catch(() => undefined);
  }
  const last = failure === undefined ? encoder.end() : encoder.error(failure);
  if (last.length > 0) sink.write(last)?.catch(() => undefined);
  sink.end();
  return failure;
}

function rejectOnAbort(signal: AbortSignal): { readonly promise: Promise<never>; readonly forget: () => void } {
  let forget = (): void => undefined;
  const promise = new Promise<never>((_resolve, reject) => {
    const onAbort = (): void => reject(signal.reason);
    if (signal.aborted) return onAbort();
    signal.addEventListener('abort', onAbort, { once: true });
    forget = () => signal.removeEventListener('abort', onAbort);
  });
  promise.catch(() => undefined);
  return { promise, forget: () => forget() };
}
