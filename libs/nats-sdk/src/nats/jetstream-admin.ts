import type { EventLog } from '../events/event-log.js';
import type { StreamSettings } from '../events/topology/stream-settings.js';
import type { TopologyAdmin } from '../events/topology/topology-admin.js';
import { createConsumer, listConsumers, updateConsumer } from './jetstream-consumers.js';
import { JetStreamEventLog } from './jetstream-event-log.js';
import { listStreams, type StreamConfig } from './jetstream-streams.js';

const NANOS_PER_MS = 1_000_000;
const KEY_VALUE = 'KV_';

/**
 * Creates and changes streams and consumers where a connection's event log is.
 * @throws TypeError when the log is not one of a NATS connection
 */
export function createTopologyAdmin(log: EventLog): TopologyAdmin {
  if (!(log instanceof JetStreamEventLog)) throw new TypeError('only the event log of a NATS connection has an admin');
  const { api } = log;
  return {
    streams: async () => (await listStreams(api)).map(({ config }) => toSettings(config)),
    createStream: async (settings) => {
      await api.call(`STREAM.CREATE.${settings.name}`, toConfig(settings));
    },
    updateStream: async (settings) => {
      await api.call(`STREAM.UPDATE.${settings.name}`, toConfig(settings));
    },
    consumers: (stream) => listConsumers(api, stream),
    createConsumer: async (spec) => {
      await createConsumer(api, spec);
    },
    updateConsumer: async (spec) => {
      await updateConsumer(api, spec);
    },
  };
}

function toConfig(settings: StreamSettings): StreamConfig {
  return {
    name: settings.name,
    subjects: settings.subjects,
    retention: settings.retention === 'work-queue' ? 'workqueue' : 'limits',
    storage: 'file',
    discard: settings.discard,
    max_age: Number.isFinite(settings.maxAgeMs) ? settings.maxAgeMs * NANOS_PER_MS : 0,
    max_msgs: toLimit(settings.maxMessages),
    max_bytes: toLimit(settings.maxBytes),
    max_msg_size: toLimit(settings.maxMessageBytes),
    max_msgs_per_subject: toLimit(settings.maxMessagesPerSubject),
    duplicate_window: settings.duplicateWindowMs * NANOS_PER_MS,
    num_replicas: settings.replicas,
    ...(settings.description && { description: settings.description }),
    // A bucket keeps its keys from single deletes, but a rollup header may purge one.
    ...(settings.removal === 'denied' && {
      deny_delete: true,
      ...(settings.kind === 'events' && { deny_purge: true }),
    }),
    ...(settings.kind === 'bucket' && { allow_rollup_hdrs: true, allow_direct: true }),
  };
}

function toSettings(config: StreamConfig): StreamSettings {
  return {
    name: config.name,
    kind: config.name.startsWith(KEY_VALUE) ? 'bucket' : 'events',
    subjects: config.subjects ?? [],
    description: config.description ?? '',
    retention: config.retention === 'workqueue' ? 'work-queue' : 'limits',
    discard: config.discard === 'new' ? 'new' : 'old',
    maxAgeMs: config.max_age ? config.max_age / NANOS_PER_MS : Infinity,
    maxMessages: fromLimit(config.max_msgs),
    maxBytes: fromLimit(config.max_bytes),
    maxMessagesPerSubject: fromLimit(config.max_msgs_per_subject),
    maxMessageBytes: fromLimit(config.max_msg_size),
    duplicateWindowMs: (config.duplicate_window ?? 0) / NANOS_PER_MS,
    removal: config.deny_delete ? 'denied' : 'allowed',
    replicas: config.num_replicas ?? 1,
  };
}

function toLimit(limit: number): number {
  return Number.isFinite(limit) ? limit : -1;
}

function fromLimit(limit: number | undefined): number {
  return limit === undefined || limit <= 0 ? Infinity : limit;
}
