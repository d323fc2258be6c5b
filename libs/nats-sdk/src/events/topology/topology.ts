import type { ConsumerSpec } from '../event-log.js';

/** A stream as it shall be. What is left out is unlimited. */
export interface StreamDeclaration {
  readonly name: string;
  /** Subject filters; no two streams may overlap. */
  readonly subjects: readonly string[];
  readonly description?: string;
  /** `work-queue`: an acked message is gone. Default `limits`. */
  readonly retention?: 'limits' | 'work-queue';
  /** What gives way when a limit is reached: the oldest messages, or the publisher. Default `old`. */
  readonly discard?: 'old' | 'new';
  readonly maxAgeMs?: number;
  readonly maxMessages?: number;
  readonly maxBytes?: number;
  readonly maxMessagesPerSubject?: number;
  /** Headers and data of one message. */
  readonly maxMessageBytes?: number;
  /** How long message ids are remembered. Default 120 000. */
  readonly duplicateWindowMs?: number;
  /** Whether messages may be removed by hand. Default `allowed`; the server never takes `denied` back. */
  readonly removal?: 'allowed' | 'denied';
}

/** A key-value bucket as it shall be. */
export interface BucketDeclaration {
  readonly name: string;
  readonly description?: string;
  /** Values kept of each key, 1 to 64. Default 1. */
  readonly history?: number;
  readonly maxValueBytes?: number;
  readonly maxAgeMs?: number;
}

/** All streams, buckets and durable consumers of a system, declared in one place. */
export interface Topology {
  readonly streams: readonly StreamDeclaration[];
  readonly buckets: readonly BucketDeclaration[];
  readonly consumers: readonly ConsumerSpec[];
}

export const DEFAULT_DUPLICATE_WINDOW_MS = 120_000;
