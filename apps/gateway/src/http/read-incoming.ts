import type { IncomingMessage } from 'node:http';

/**
 * Reads what is left of a request, by its events: an iterator costs several turns of the microtask queue a chunk.
 * @param onTooLarge makes the error for more than `maxBytes`; the rest is then left unread and the request whole, for a
 *   destroyed one could not be answered any more
 * @throws what `onTooLarge` makes; Error when the connection ends before the body does
 */
export function readIncoming(incoming: IncomingMessage, maxBytes: number, onTooLarge: () => Error): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let sizeBytes = 0;
    const settle = (act: () => void): void => {
      incoming.off('data', onData).off('end', onEnd).off('error', onLost).off('close', onLost);
      act();
    };
    const onData = (chunk: Buffer): void => {
      sizeBytes += chunk.length;
      chunks.push(chunk);
      if (sizeBytes <= maxBytes) return;
      incoming.pause();
      settle(() => reject(onTooLarge()));
    };
    const onEnd = (): void => {
      const [only] = chunks;
      settle(() => resolve(chunks.length === 1 && only !== undefined ? only : Buffer.concat(chunks, sizeBytes)));
    };
    const onLost = (cause?: Error): void => {
      settle(() => reject(new Error('the connection ended before the body did', { cause })));
    };
    if (incoming.readableEnded) return onEnd();
    if (incoming.destroyed) return onLost();
    incoming.on('data', onData).on('end', onEnd).on('error', onLost).on('close', onLost);
  });
}
