import type { ConsumerInfo, ConsumerSpec } from '../events/event-log.js';
import { assertSameSettings } from '../events/consumer-settings.js';
import type { JetStreamApi } from './jetstream-api.js';
import { JETSTREAM_ERROR, JetStreamApiError } from './jetstream-error.js';
import { fromDeliverPolicy, toDeliverPolicy } from './jetstream-position.js';

const NANOS_PER_MS = 1_000_000;

interface ConsumerAnswer {
  readonly stream_name: string;
  readonly name: string;
  readonly created: string;
  readonly num_pending: number;
  readonly num_ack_pending: number;
  readonly num_redelivered: number;
  readonly config: {
    readonly durable_name?: string;
    readonly description?: string;
    readonly filter_subject?: string;
    readonly ack_wait?: number;
    readonly max_deliver?: number;
    readonly max_ack_pending?: number;
    readonly inactive_threshold?: number;
    readonly deliver_policy?: string;
    readonly opt_start_seq?: number;
    readonly opt_start_time?: string;
  };
}

interface ConsumerPage {
  readonly total: number;
  readonly consumers: readonly ConsumerAnswer[] | null;
}

export async function createConsumer(api: JetStreamApi, spec: ConsumerSpec): Promise<ConsumerInfo> {
  // Looked up first: servers differ in which changes they take for an update and which they refuse.
  const existing = await findConsumer(api, spec.stream, spec.durable);
  if (existing) {
    assertSameSettings(existing, spec);
    return existing;
  }
  return write(api, spec, 'create');
}

/** Changes an existing consumer's settings. */
export function updateConsumer(api: JetStreamApi, spec: ConsumerSpec): Promise<ConsumerInfo> {
  return write(api, spec, 'update');
}

export async function findConsumer(
  api: JetStreamApi,
  stream: string,
  durable: string,
): Promise<ConsumerInfo | undefined> {
  try {
    return toConsumerInfo(await api.call<ConsumerAnswer>(`CONSUMER.INFO.${stream}.${durable}`));
  } catch (error) {
    if (error instanceof JetStreamApiError && error.errorCode === JETSTREAM_ERROR.consumerNotFound) return undefined;
    throw error;
  }
}

async function write(api: JetStreamApi, spec: ConsumerSpec, action: 'create' | 'update'): Promise<ConsumerInfo> {
  const answer = await api.call<ConsumerAnswer>(`CONSUMER.CREATE.${spec.stream}.${spec.durable}`, {
    stream_name: spec.stream,
    action,
    config: {
      durable_name: spec.durable,
      name: spec.durable,
      ...toDeliverPolicy(spec.start),
      filter_subject: spec.filterSubject,
      ack_policy: 'explicit',
      ack_wait: spec.ackWaitMs * NANOS_PER_MS,
      max_deliver: spec.maxDeliver,
      max_ack_pending: spec.maxAckPending,
      replay_policy: 'instant',
      ...(spec.inactiveMs !== undefined && { inactive_threshold: spec.inactiveMs * NANOS_PER_MS }),
      // As the description: servers before 2.10 know no metadata.
      ...(spec.metadata && { description: JSON.stringify(spec.metadata) }),
    },
  });
  return toConsumerInfo(answer);
}

/** Durable ones, sorted by name; what reads a stream in passing is left out. */
export async function listConsumers(api: JetStreamApi, stream: string): Promise<ConsumerInfo[]> {
  const found: ConsumerInfo[] = [];
  for (let offset = 0; ;) {
    const page = await api.call<ConsumerPage>(`CONSUMER.LIST.${stream}`, { offset });
    const consumers = page.consumers ?? [];
    found.push(...consumers.filter(({ config }) => config.durable_name).map(toConsumerInfo));
    offset += consumers.length;
    if (consumers.length === 0 || offset >= page.total) break;
  }
  return found.sort((a, b) => (a.durable < b.durable ? -1 : 1));
}

/** False when there was none. */
export async function deleteConsumer(api: JetStreamApi, stream: string, durable: string): Promise<boolean> {
  try {
    await api.call(`CONSUMER.DELETE.${stream}.${durable}`);
    return true;
  } catch (error) {
    if (error instanceof JetStreamApiError && error.errorCode === JETSTREAM_ERROR.consumerNotFound) return false;
    throw error;
  }
}

function toConsumerInfo(answer: ConsumerAnswer): ConsumerInfo {
  const { config } = answer;
  const metadata = parseMetadata(config.description);
  return {
    stream: answer.stream_name,
    durable: answer.name,
    filterSubject: config.filter_subject ?? '>',
    start: fromDeliverPolicy(config),
    ackWaitMs: (config.ack_wait ?? 0) / NANOS_PER_MS,
    maxDeliver: config.max_deliver ?? -1,
    maxAckPending: config.max_ack_pending ?? 0,
    ...(config.inactive_threshold && { inactiveMs: config.inactive_threshold / NANOS_PER_MS }),
    ...(metadata && { metadata }),
    pending: answer.num_pending,
    ackPending: answer.num_ack_pending,
    redelivered: answer.num_redelivered,
    createdMs: Date.parse(answer.created),
  };
}

function parseMetadata(description: string | undefined): Readonly<Record<string, string>> | undefined {
  if (!description?.startsWith('{')) return undefined;
  try {
    return JSON.parse(description) as Record<string, string>;
  } catch {
    return undefined;
  }
}
