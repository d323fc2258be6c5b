import { once } from 'node:events';
import { EventEmitter } from 'node:events';
import { createRedis } from '../src/index.js';
import type { RedisClient, RedisClientOptions, RedisEvent } from '../src/index.js';

export interface OpenRedis {
  readonly client: RedisClient;
  readonly events: readonly RedisEvent['type'][];
  /** Resolves at the next event of this type. */
  next(type: RedisEvent['type']): Promise<unknown>;
}

/** A client whose events a test can wait for. */
export function createObservedRedis(urls: string | readonly string[], options: RedisClientOptions = {}): OpenRedis {
  const emitter = new EventEmitter();
  const events: RedisEvent['type'][] = [];
  const client = createRedis(urls, {
    ...options,
    onEvent: (event) => {
      events.push(event.type);
      emitter.emit(`on ${event.type}`, event);
    },
  });
  return { client, events, next: (type) => once(emitter, `on ${type}`) };
}

/** A connected client. */
export async function openRedis(
  urls: string | readonly string[],
  options: RedisClientOptions = {},
): Promise<OpenRedis> {
  const opened = createObservedRedis(urls, options);
  await opened.next('ready');
  return opened;
}
