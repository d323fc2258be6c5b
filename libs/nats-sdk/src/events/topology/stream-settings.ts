import { bucketStream } from './bucket-stream.js';
import { DEFAULT_DUPLICATE_WINDOW_MS, type BucketDeclaration, type StreamDeclaration } from './topology.js';

/** Every setting of a stream that a topology decides, with nothing left open; Infinity where there is no limit. */
export interface StreamSettings {
  readonly name: string;
  readonly kind: 'events' | 'bucket';
  readonly subjects: readonly string[];
  readonly description: string;
  readonly retention: 'limits' | 'work-queue';
  readonly discard: 'old' | 'new';
  readonly maxAgeMs: number;
  readonly maxMessages: number;
  readonly maxBytes: number;
  readonly maxMessagesPerSubject: number;
  readonly maxMessageBytes: number;
  readonly duplicateWindowMs: number;
  readonly removal: 'allowed' | 'denied';
  readonly replicas: number;
}

export function streamSettings(declaration: StreamDeclaration, replicas: number): StreamSettings {
  return {
    name: declaration.name,
    kind: 'events',
    subjects: declaration.subjects,
    description: declaration.description ?? '',
    retention: declaration.retention ?? 'limits',
    discard: declaration.discard ?? 'old',
    maxAgeMs: declaration.maxAgeMs ?? Infinity,
    maxMessages: declaration.maxMessages ?? Infinity,
    maxBytes: declaration.maxBytes ?? Infinity,
    maxMessagesPerSubject: declaration.maxMessagesPerSubject ?? Infinity,
    maxMessageBytes: declaration.maxMessageBytes ?? Infinity,
    duplicateWindowMs: declaration.duplicateWindowMs ?? DEFAULT_DUPLICATE_WINDOW_MS,
    removal: declaration.removal ?? 'allowed',
    replicas,
  };
}

export function bucketSettings(bucket: BucketDeclaration, replicas: number): StreamSettings {
  return { ...streamSettings(bucketStream(bucket), replicas), kind: 'bucket' };
}
