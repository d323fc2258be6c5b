import type { BucketDeclaration, StreamDeclaration } from './topology.js';

/** The stream that keeps a bucket, in the layout of the NATS key-value store (ADR-8). */
export function bucketStream(bucket: BucketDeclaration): StreamDeclaration {
  return {
    name: `KV_${bucket.name}`,
    subjects: [`$KV.${bucket.name}.>`],
    discard: 'new',
    maxMessagesPerSubject: bucket.history ?? 1,
    removal: 'denied',
    ...(bucket.description !== undefined && { description: bucket.description }),
    ...(bucket.maxValueBytes !== undefined && { maxMessageBytes: bucket.maxValueBytes }),
    ...(bucket.maxAgeMs !== undefined && { maxAgeMs: bucket.maxAgeMs }),
  };
}
