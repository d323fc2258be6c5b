import type { Redis } from 'ioredis';
import type { Writable } from 'node:stream';

/**
 * Has all commands of one turn of the event loop leave in one write: ioredis writes each by itself, a system call each. Nothing
 * waits: they leave before anything else happens.
 */
export function oneWriteATurn(redis: Redis): void {
  redis.on('connect', () => {
    // Not part of its interface; redis-writes.spec.ts fails should it go.
    const { stream } = redis as unknown as { readonly stream: Writable };
    const write = stream.write.bind(stream) as (...args: unknown[]) => boolean;
    const uncork = (): void => stream.uncork();
    stream.write = (...args: unknown[]) => {
      if (stream.writableCorked === 0) {
        stream.cork();
        process.nextTick(uncork);
      }
      return write(...args);
    };
  });
}
