import type { Shard, Store } from '@bodybroker/storage';
import { keyOfExecution } from './execution-id.js';

/** Executions lie in few shards, for their timers are looked at several times a second. Part of the data's layout. */
const BUCKET_COUNT = 8;

/** The owner whose shard an execution and its workflow live in. */
export function bucketOf(executionIdOrKey: string): string {
  const digit = Number.parseInt(keyOfExecution(executionIdOrKey).at(-1) ?? '', 16);
  return bucketName(Number.isNaN(digit) ? 0 : digit % BUCKET_COUNT);
}

/** The shards of all buckets, each once. */
export function bucketShards(store: Store): readonly Shard[] {
  const shards = Array.from({ length: BUCKET_COUNT }, (_bucket, number) => store.shard(bucketName(number)));
  return [...new Map(shards.map((shard) => [shard.number, shard])).values()];
}

function bucketName(number: number): string {
  return `bucket-${number}`;
}
