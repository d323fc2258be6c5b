import type { IncomingMessage } from 'node:http';
import { RpcError } from '@bodybroker/nats-sdk';

/**
 * Reads what is left of a request, by its events: an iterator costs several turns of the microtask queue a chunk.
 * @param onTooLarge makes the error for more than `maxBytes`; the rest is then left unread and the request whole, for a
 *   destroyed one could not be answered any more
 * @throws what `onTooLarge` makes; RpcError CANCELLED CLIENT_GONE when the connection ends before the body does
 */
export function readIncoming(incoming: IncomingMessage, maxBytes: number, onTooLarge: () => Error): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    let only: Buffer | undefined;
    let chunks: Buffer[] | undefined;
    let sizeBytes = 0;
    // What comes after the promise is settled changes nothing, so the listeners may stay: the request ends with its answer.
    const onData = (chunk: Buffer): void => {
      sizeBytes += chunk.length;
      if (sizeBytes > maxBytes) {
        incoming.off('data', onData).pause();
        reject(onTooLarge());
      } else if (only === undefined) only = chunk;
      else (chunks ??= [only]).push(chunk);
    };
    const onEnd = (): void =>
      resolve(chunks === undefined ? (only ?? Buffer.alloc(0)) : Buffer.concat(chunks, sizeBytes));
    const onLost = (cause?: Error): void => {
      if (!incoming.readableEnded)
        reject(new RpcError('CANCELLED', 'CLIENT_GONE', 'the request did not arrive in full', { cause }));
    };
    if (incoming.readableEnded) return onEnd();
    if (incoming.destroyed) return onLost();
    incoming.on('data', onData).on('end', onEnd).on('error', onLost).on('close', onLost);
  });
}
