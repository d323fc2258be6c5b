import type { NatsConnection } from 'nats';
import type { KeyValue } from '../kv/key-value.js';
import { StreamKeyValue } from '../kv/stream-key-value.js';
import { createJetStreamEventLog } from './jetstream-event-log.js';

/** Opens a bucket, in the layout of the NATS key-value store (ADR-8), so that `nats kv` reads and writes it too. */
export function createJetStreamKeyValue(nc: NatsConnection, bucket: string): KeyValue {
  return new StreamKeyValue(createJetStreamEventLog(nc), bucket);
}
