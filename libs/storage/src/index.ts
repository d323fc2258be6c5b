export { SHARD_COUNT, TOMBSTONE_TTL_MS } from './store.js';
export { RECEIPT_TTL_MS } from './receipt.js';
export { EntityRepository } from './entity-repository.js';
export { ExpiringSet } from './expiring-set.js';
export { LastTold } from './last-told.js';
export { Lease } from './lease.js';
export { OutboxRelay } from './outbox-relay.js';
export { rangeAcross } from './range-across.js';
export { RequestReceipts } from './request-receipts.js';
export { ExpectationFailed, retryConflicts } from './retry-conflicts.js';
export { drainDue } from './drain-due.js';
export { runDueLoop } from './due-loop.js';
export { MemoryStore } from './memory/memory-store.js';
export { createRedis } from './redis/redis-client.js';
export { RedisStore } from './redis/redis-store.js';
export { jsonCodec } from './json-codec.js';
export { shardOf } from './shard-of.js';
export { storeUnavailable } from './store-errors.js';
export type { RedisClient, RedisClientOptions, RedisCommands, RedisEvent, RedisTls } from './redis/redis-client.js';
export type { RequestResult } from './request-receipts.js';
export type { RetryOptions } from './retry-conflicts.js';
export type { RedisStoreOptions } from './redis/redis-store.js';
export type {
  Entity,
  EntityChange,
  EntityRef,
  EntityRepositoryOptions,
  OnceResult,
  WriteOptions,
} from './entity-repository.js';
export type { DrainDueOptions, DueWork } from './drain-due.js';
export type { DueLoopOptions } from './due-loop.js';
export type { LastToldOptions } from './last-told.js';
export type { LeaseOptions } from './lease.js';
export type { OutboxRelayOptions } from './outbox-relay.js';
export type { MemoryStoreOptions } from './memory/memory-store.js';
export type {
  Claim,
  ClaimDueOptions,
  CountOptions,
  CountResult,
  Fence,
  IndexEntry,
  LogEntry,
  LogOptions,
  NameRangeOptions,
  Outbox,
  OutboxEntry,
  OutboxEvent,
  OutboxTake,
  Peeked,
  RangeOptions,
  ScanEntry,
  Shard,
  Store,
  Stored,
} from './store.js';
export type { Check, Commit, CommitResult, Deletion, IndexChange, LogAppend, NameClaim, Put } from './commit.js';
export type { ReceiptMark, ReceiptRef, ReceiptState, ReceiptToWrite } from './receipt.js';
export type { ValueCodec } from './json-codec.js';
