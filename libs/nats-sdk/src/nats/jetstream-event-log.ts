import type { NatsConnection } from 'nats';
import type {
  ConsumerInfo,
  ConsumerSpec,
  Delivery,
  EventLog,
  PublishAck,
  PublishEventOptions,
  ReadOptions,
  StoredMessage,
  StreamInfo,
} from '../events/event-log.js';
import { JetStreamApi } from './jetstream-api.js';
import { createConsumer, deleteConsumer, findConsumer, listConsumers } from './jetstream-consumers.js';
import { createConnectionGate } from './jetstream-gate.js';
import { lastMessage, messageAt, removeMessage } from './jetstream-messages.js';
import { publishToStream } from './jetstream-publish.js';
import { pullDeliveries, type PullOptions } from './jetstream-pull.js';
import { readStream } from './jetstream-read.js';
import { findStream, findStreamTaking, listStreams, toStreamInfo } from './jetstream-streams.js';

const apis = new WeakMap<NatsConnection, JetStreamApi>();

/** The event log of a NATS account. Works with nats-server 2.9.10 and later. */
export class JetStreamEventLog implements EventLog {
  /** @internal */
  readonly api: JetStreamApi;

  constructor(api: JetStreamApi) {
    this.api = api;
  }

  publish(subject: string, data: Uint8Array, options?: PublishEventOptions): Promise<PublishAck> {
    return publishToStream(this.api, subject, data, options);
  }

  pull(stream: string, durable: string, options: PullOptions): Promise<Delivery[]> {
    return pullDeliveries(this.api, stream, durable, options);
  }

  read(stream: string, options: ReadOptions): AsyncIterable<StoredMessage> {
    return readStream(this.api, stream, options);
  }

  get(stream: string, sequence: number): Promise<StoredMessage | undefined> {
    return messageAt(this.api, stream, sequence);
  }

  last(stream: string, subject: string): Promise<StoredMessage | undefined> {
    return lastMessage(this.api, stream, subject);
  }

  remove(stream: string, sequence: number): Promise<boolean> {
    return removeMessage(this.api, stream, sequence);
  }

  async streams(): Promise<StreamInfo[]> {
    return (await listStreams(this.api)).map(toStreamInfo);
  }

  async stream(name: string): Promise<StreamInfo | undefined> {
    const found = await findStream(this.api, name);
    return found && toStreamInfo(found);
  }

  streamTaking(subject: string): Promise<string | undefined> {
    return findStreamTaking(this.api, subject);
  }

  createConsumer(spec: ConsumerSpec): Promise<ConsumerInfo> {
    return createConsumer(this.api, spec);
  }

  consumer(stream: string, durable: string): Promise<ConsumerInfo | undefined> {
    return findConsumer(this.api, stream, durable);
  }

  consumers(stream: string): Promise<ConsumerInfo[]> {
    return listConsumers(this.api, stream);
  }

  deleteConsumer(stream: string, durable: string): Promise<boolean> {
    return deleteConsumer(this.api, stream, durable);
  }
}

/** The event log of the account that `nc` is connected to; logs of one connection share what they know of it. */
export function createJetStreamEventLog(nc: NatsConnection): JetStreamEventLog {
  let api = apis.get(nc);
  if (!api) {
    api = new JetStreamApi(nc, createConnectionGate(nc));
    apis.set(nc, api);
  }
  return new JetStreamEventLog(api);
}
