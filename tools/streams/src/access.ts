import type { BucketDeclaration, StreamDeclaration, Topology } from '@bodybroker/nats-sdk';

/**
 * Who uses a stream beside those whose durables it feeds and who declare its events: names of NATS users. Permissions are generated
 * from this (tools/nats-accounts); the server itself never hears of it.
 */
export interface DeclaredStream extends StreamDeclaration {
  /** Publish to all its subjects. */
  readonly writers?: readonly string[];
  /** Read all that it holds, in passing. */
  readonly readers?: readonly string[];
  /** Ask how far it is. */
  readonly observers?: readonly string[];
  /** Read it, make consumers for others and answer for them, and hear of what no consumer could handle. */
  readonly keepers?: readonly string[];
}

/** A bucket and who uses it. */
export interface DeclaredBucket extends BucketDeclaration {
  /** Read and watch all keys. */
  readonly readers: readonly string[];
  /** Write all keys; `<service>`: every service the key of its own name. Each reads the keys it writes. */
  readonly writers: readonly string[];
}

export interface GameTopology extends Topology {
  readonly streams: readonly DeclaredStream[];
  readonly buckets: readonly DeclaredBucket[];
}
