import { crc32 } from 'node:zlib';
import { SHARD_COUNT } from './store.js';

/** The shard an owner's keys are in, 0..63: crc32 of the UTF-8 text modulo {@link SHARD_COUNT}. */
export function shardOf(ownerId: string): number {
  return crc32(ownerId) % SHARD_COUNT;
}
