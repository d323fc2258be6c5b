import type { MethodPlan } from '../method/method-plan.js';
import { RpcError } from '../rpc-error.js';
import { InterruptibleReader } from '../streaming/interruptible.js';
import type { OutgoingStream } from './stream-caller.js';

// Made once: an error costs a look at the stack.
const OVER = new Error('the stream is over');

export type StreamOpener = () => OutgoingStream;

/** The payloads of a stream, opened when somebody begins to read; a reader that stops cancels it. */
export function readPayloads(open: StreamOpener): AsyncIterable<object> {
  return { [Symbol.asyncIterator]: () => payloadIterator(open) };
}

/** The one payload of a client stream. @throws RpcError INTERNAL BAD_REPLY when there is none */
export async function readSingle(plan: MethodPlan, open: StreamOpener): Promise<object> {
  const stream = open();
  const reply = await stream.next();
  if (reply === undefined) throw new RpcError('INTERNAL', 'BAD_REPLY', `${plan.subject} ended without an answer`);
  // The regular end follows; it says that nothing was lost.
  await stream.next();
  return reply.payload;
}

/**
 * Sends what a source gives as fast as the callee takes it, in the background. When the source fails the stream is
 * cancelled and its reader gets the source's error; when the stream ends the source is told to stop.
 */
export function pumpRequests(stream: OutgoingStream, source: AsyncIterable<object>): OutgoingStream {
  const requests = new InterruptibleReader(source);
  let sourceError: unknown;
  const pump = async (): Promise<void> => {
    for (let next = await requests.next(); next !== undefined; next = await requests.next())
      await stream.send(next.value);
    stream.end();
  };
  const stop = (): void => {
    requests.interrupt(OVER);
    requests.release();
  };
  pump().catch((error: unknown) => {
    if (error !== OVER) {
      sourceError = error;
      stream.cancel(
        new RpcError('CANCELLED', 'REQUESTS_FAILED', 'the source of the requests failed', { cause: error }),
      );
    }
    requests.release();
  });
  return {
    ...stream,
    next: async () => {
      try {
        const reply = await stream.next();
        if (reply === undefined) stop();
        return reply;
      } catch (error) {
        stop();
        // Its own error tells the caller more than the cancel it led to; a broken stream fails the pump as well.
        throw sourceError === undefined || sourceError instanceof RpcError ? error : sourceError;
      }
    },
    cancel: (error) => {
      stop();
      stream.cancel(error);
    },
  };
}

function payloadIterator(open: StreamOpener): AsyncIterator<object> {
  let stream: OutgoingStream | undefined;
  let done = false;
  return {
    next: async () => {
      if (done) return { done: true, value: undefined };
      try {
        stream ??= open();
        const reply = await stream.next();
        if (reply !== undefined) return { done: false, value: reply.payload };
      } catch (error) {
        done = true;
        throw error;
      }
      done = true;
      return { done: true, value: undefined };
    },
    return: () => {
      done = true;
      stream?.cancel(new RpcError('CANCELLED', 'CANCELLED', 'the reader stopped'));
      return Promise.resolve({ done: true, value: undefined });
    },
  };
}
