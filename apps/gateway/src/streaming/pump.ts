import { RpcError } from '@bodybroker/nats-sdk';
import type { FrameSource } from './frame-source.js';
import { Interruption } from './interruption.js';
import type { StreamEncoder } from './stream-encoder.js';
import type { StreamSink } from './stream-sink.js';

export interface PumpOptions {
  readonly sink: StreamSink;
  readonly encoder: StreamEncoder;
  /** Aborts when the gateway stops or the client has gone. */
  readonly signal: AbortSignal;
}

/**
 * Carries frames from a service to a client until one of them ends it. Frames are taken only while the client keeps up, so a slow
 * reader slows the service down. Sends exactly one end or error. Never throws.
 * @param first the first frame, asked for already
 * @returns how it ended; undefined: well
 */
export async function pump(
  frames: FrameSource,
  first: Promise<IteratorResult<Uint8Array>>,
  { sink, encoder, signal }: PumpOptions,
): Promise<RpcError | undefined> {
  let failure: RpcError | undefined;
  const interruption = new Interruption(signal);
  try {
    if (encoder.opening !== '') sink.text(encoder.opening);
    let next = await interruption.orAbort(first);
    while (next.done !== true) {
      for (let frame: Uint8Array | undefined = next.value; frame !== undefined; frame = frames.takeReady?.()) {
        encoder.frame(frame, sink);
        if (!sink.takesMore()) await interruption.orAbort(sink.drained());
      }
      next = await interruption.orAbort(frames.next());
    }
  } catch (error) {
    failure = RpcError.from(error);
  } finally {
    interruption.dispose();
    // Not awaited: a service that does not answer must not hold the connection.
    frames.return?.().catch(() => undefined);
  }
  const last = failure === undefined ? encoder.end() : encoder.error(failure);
  if (typeof last === 'string') sink.text(last);
  else sink.bytes(last);
  sink.end();
  return failure;
}
