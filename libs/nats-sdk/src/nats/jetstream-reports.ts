import type { ConsumerPlace, ConsumerReport, GroupReport, ServerFacts, StreamReport } from '../events/stream-admin.js';
import type { JetStreamApi } from './jetstream-api.js';

interface GroupAnswer {
  readonly leader?: string;
  readonly replicas?: readonly {
    readonly name: string;
    readonly current: boolean;
    readonly offline?: boolean;
    readonly lag?: number;
  }[];
}

export interface StreamInfoAnswer {
  readonly config: ServerFacts & { readonly name: string };
  readonly state: {
    readonly messages: number;
    readonly bytes: number;
    readonly first_seq: number;
    readonly last_seq: number;
    readonly consumer_count?: number;
  };
  readonly cluster?: GroupAnswer;
}

interface PlaceAnswer {
  readonly consumer_seq: number;
  readonly stream_seq: number;
}

interface ConsumerInfoAnswer {
  readonly stream_name: string;
  readonly name: string;
  readonly config: ServerFacts & { readonly durable_name?: string };
  readonly delivered: PlaceAnswer;
  readonly ack_floor: PlaceAnswer;
  readonly num_pending: number;
  readonly num_ack_pending: number;
  readonly num_redelivered: number;
  readonly cluster?: GroupAnswer;
}

/** All streams with everything the server says of them, by name. */
export async function reportStreams(api: JetStreamApi): Promise<StreamReport[]> {
  const streams = await allPages<StreamInfoAnswer>(api, 'STREAM.LIST', 'streams');
  return streams.map(toStreamReport).sort(byName);
}

/** All consumers of a stream, by name. */
export async function reportConsumers(api: JetStreamApi, stream: string): Promise<ConsumerReport[]> {
  const consumers = await allPages<ConsumerInfoAnswer>(api, `CONSUMER.LIST.${stream}`, 'consumers');
  return consumers.map(toConsumerReport).sort(byName);
}

export function toStreamReport({ config, state, cluster }: StreamInfoAnswer): StreamReport {
  return {
    name: config.name,
    config,
    messages: state.messages,
    bytes: state.bytes,
    firstSequence: state.first_seq,
    lastSequence: state.last_seq,
    consumers: state.consumer_count ?? 0,
    group: toGroup(cluster),
  };
}

function toConsumerReport(answer: ConsumerInfoAnswer): ConsumerReport {
  return {
    stream: answer.stream_name,
    name: answer.name,
    durable: answer.config.durable_name !== undefined && answer.config.durable_name !== '',
    config: answer.config,
    delivered: toPlace(answer.delivered),
    ackFloor: toPlace(answer.ack_floor),
    pending: answer.num_pending,
    ackPending: answer.num_ack_pending,
    redelivered: answer.num_redelivered,
    group: toGroup(answer.cluster),
  };
}

function toPlace({ consumer_seq: consumerSequence, stream_seq: streamSequence }: PlaceAnswer): ConsumerPlace {
  return { consumerSequence, streamSequence };
}

function toGroup(answer: GroupAnswer | undefined): GroupReport | undefined {
  if (answer === undefined) return undefined;
  return {
    leader: answer.leader === '' ? undefined : answer.leader,
    replicas: (answer.replicas ?? []).map(({ name, current, offline = false, lag = 0 }) => ({
      name,
      current,
      offline,
      lag,
    })),
  };
}

async function allPages<Item>(api: JetStreamApi, verb: string, field: string): Promise<Item[]> {
  const found: Item[] = [];
  for (;;) {
    const page = await api.call<{ readonly total: number }>(verb, { offset: found.length });
    const items = (page as unknown as Readonly<Record<string, readonly Item[] | null>>)[field] ?? [];
    found.push(...items);
    if (items.length === 0 || found.length >= page.total) return found;
  }
}

function byName(a: { readonly name: string }, b: { readonly name: string }): number {
  return a.name < b.name ? -1 : 1;
}
