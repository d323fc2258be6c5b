import { assertPublishSubject, subjectMatches } from '../../bus/subject.js';
import { RpcError } from '../../rpc/rpc-error.js';
import { assertSameSettings } from '../consumer-settings.js';
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
} from '../event-log.js';
import { bucketStream } from '../topology/bucket-stream.js';
import type { StreamDeclaration, Topology } from '../topology/topology.js';
import { formatAckSubject, parseAck, parseAckPlace } from './ack-answer.js';
import { ChangeSignal } from '../change-signal.js';
import { MemoryConsumer, type Handout } from './memory-consumer.js';
import { MemoryStream } from './memory-stream.js';

export interface MemoryEventLogOptions {
  /** Unix milliseconds; ages, ack waits and delays go by it. */
  readonly clock: { now(): number };
  readonly topology?: Topology;
  /** The stream to create when nothing declared takes a subject. */
  readonly streamFor?: (subject: string) => StreamDeclaration | undefined;
  /** Called with the server's advisories: subject and JSON. */
  readonly onAdvisory?: (subject: string, data: Uint8Array) => void;
}

/** The event log of one process, for tests and single-process tools: the semantics of JetStream without its durability. */
export class MemoryEventLog implements EventLog {
  readonly #options: MemoryEventLogOptions;
  readonly #streams = new Map<string, MemoryStream>();
  readonly #consumers = new Map<string, Map<string, MemoryConsumer>>();
  readonly #changes = new ChangeSignal();

  constructor(options: MemoryEventLogOptions) {
    this.#options = options;
    const { streams = [], buckets = [], consumers = [] } = options.topology ?? {};
    for (const declaration of [...streams, ...buckets.map(bucketStream)]) this.addStream(declaration);
    for (const spec of consumers) this.#addConsumer(spec);
  }

  /** Creates a stream; one that exists already is kept. */
  addStream(declaration: StreamDeclaration): void {
    if (this.#streams.has(declaration.name)) return;
    this.#streams.set(declaration.name, new MemoryStream(declaration, this.#now));
    this.#consumers.set(declaration.name, new Map());
  }

  /** To be called when the clock was moved by hand: whatever became due is handed out. */
  wake(): void {
    this.#changes.notify();
  }

  /** Answers a delivery by its ack subject, with what a client would publish there (`+ACK`, `-NAK {"delay":…}`, `+TERM`, `+WPI`). */
  answer(ackSubject: string, text: string): void {
    const place = parseAckPlace(ackSubject);
    const consumer = place && this.#consumers.get(place.stream)?.get(place.durable);
    if (!consumer) return;
    const answer = parseAck(text);
    if (answer.kind === 'ack') consumer.ack(place.sequence);
    else if (answer.kind === 'nak') consumer.nak(place.sequence, place.attempt, answer.delayMs);
    else if (answer.kind === 'term') consumer.term(place.sequence, answer.reason);
    else consumer.working(place.sequence, place.attempt);
    this.#changes.notify();
  }

  async publish(subject: string, data: Uint8Array, options: PublishEventOptions = {}): Promise<PublishAck> {
    assertPublishSubject(subject);
    options.signal?.throwIfAborted();
    await Promise.resolve();
    const ack = this.#streamOf(subject).append(subject, data, options);
    this.#changes.notify();
    return ack;
  }

  async pull(
    stream: string,
    durable: string,
    { max, waitMs, signal }: { readonly max: number; readonly waitMs: number; readonly signal?: AbortSignal },
  ): Promise<Delivery[]> {
    const endsAt = performance.now() + waitMs;
    for (;;) {
      if (signal?.aborted) return [];
      const consumer = this.#consumers.get(stream)?.get(durable);
      if (!consumer) throw new RpcError('NOT_FOUND', 'CONSUMER', `stream ${stream} has no consumer ${durable}`);
      const taken = consumer.take(max);
      if (taken.length > 0) return taken.map((handout) => this.#toDelivery(consumer, handout));
      const leftMs = endsAt - performance.now();
      if (leftMs <= 0) return [];
      await this.#changes.wait(Math.min(leftMs, Math.max(1, consumer.nextDueMs() - this.#now())), signal);
    }
  }

  async *read(stream: string, { filterSubject = '>', start, end, signal }: ReadOptions): AsyncGenerator<StoredMessage> {
    const source = this.#existing(stream);
    const reader = new MemoryConsumer(
      {
        stream,
        durable: 'read',
        filterSubject,
        start,
        ackWaitMs: Infinity,
        maxDeliver: Infinity,
        maxAckPending: Infinity,
      },
      source,
      { now: this.#now, onMaxDeliveries: () => undefined, onTerminated: () => undefined },
    );
    while (!signal.aborted) {
      const [handout] = reader.take(1);
      if (handout) {
        reader.ack(handout.message.sequence);
        yield handout.message;
      } else if (end === 'stop-at-end') return;
      else await this.#changes.wait(Infinity, signal);
    }
  }

  async get(stream: string, sequence: number): Promise<StoredMessage | undefined> {
    await Promise.resolve();
    return this.#existing(stream).get(sequence);
  }

  async last(stream: string, subject: string): Promise<StoredMessage | undefined> {
    await Promise.resolve();
    return this.#existing(stream).last(subject);
  }

  async remove(stream: string, sequence: number): Promise<boolean> {
    await Promise.resolve();
    const found = this.#existing(stream);
    if (found.declaration.removal === 'denied') {
      throw new RpcError('INTERNAL', 'JETSTREAM', `stream ${stream}: message delete not permitted`);
    }
    return found.remove(sequence);
  }

  async streams(): Promise<StreamInfo[]> {
    await Promise.resolve();
    return [...this.#streams.values()].map((stream) => stream.info()).sort((a, b) => (a.name < b.name ? -1 : 1));
  }

  async stream(name: string): Promise<StreamInfo | undefined> {
    await Promise.resolve();
    return this.#streams.get(name)?.info();
  }

  async streamTaking(subject: string): Promise<string | undefined> {
    const tokens = subject.split('.');
    const streams = await this.streams();
    return streams.find(({ subjects }) => subjects.some((taken) => subjectMatches(taken.split('.'), tokens)))?.name;
  }

  async createConsumer(spec: ConsumerSpec): Promise<ConsumerInfo> {
    await Promise.resolve();
    return this.#addConsumer(spec).info();
  }

  async consumer(stream: string, durable: string): Promise<ConsumerInfo | undefined> {
    await Promise.resolve();
    this.#existing(stream);
    return this.#consumers.get(stream)?.get(durable)?.info();
  }

  async consumers(stream: string): Promise<ConsumerInfo[]> {
    await Promise.resolve();
    this.#existing(stream);
    const found = [...(this.#consumers.get(stream)?.values() ?? [])].map((consumer) => consumer.info());
    return found.sort((a, b) => (a.durable < b.durable ? -1 : 1));
  }

  async deleteConsumer(stream: string, durable: string): Promise<boolean> {
    await Promise.resolve();
    this.#existing(stream);
    const deleted = this.#consumers.get(stream)?.delete(durable) ?? false;
    this.#changes.notify();
    return deleted;
  }

  readonly #now = (): number => this.#options.clock.now();

  #addConsumer(spec: ConsumerSpec): MemoryConsumer {
    const stream = this.#existing(spec.stream);
    const ofStream = this.#consumers.get(spec.stream);
    const existing = ofStream?.get(spec.durable);
    if (existing) {
      assertSameSettings(existing.spec, spec);
      return existing;
    }
    const consumer = new MemoryConsumer(spec, stream, {
      now: this.#now,
      onMaxDeliveries: (of, sequence, deliveries) =>
        this.#advise('MAX_DELIVERIES', of, { stream_seq: sequence, deliveries }),
      onTerminated: (of, sequence, deliveries, reason) =>
        this.#advise('MSG_TERMINATED', of, { stream_seq: sequence, deliveries, reason }),
    });
    ofStream?.set(spec.durable, consumer);
    return consumer;
  }

  #advise(kind: 'MAX_DELIVERIES' | 'MSG_TERMINATED', { spec }: MemoryConsumer, facts: object): void {
    const body = JSON.stringify({ stream: spec.stream, consumer: spec.durable, ...facts });
    const subject = `$JS.EVENT.ADVISORY.CONSUMER.${kind}.${spec.stream}.${spec.durable}`;
    this.#options.onAdvisory?.(subject, new TextEncoder().encode(body));
  }

  #existing(name: string): MemoryStream {
    const stream = this.#streams.get(name);
    if (!stream) throw new RpcError('NOT_FOUND', 'STREAM', `there is no stream ${name}`);
    return stream;
  }

  #streamOf(subject: string): MemoryStream {
    for (const stream of this.#streams.values()) if (stream.takes(subject)) return stream;
    const declaration = this.#options.streamFor?.(subject);
    if (!declaration) {
      throw new RpcError('UNAVAILABLE', 'JETSTREAM_UNAVAILABLE', `no stream takes ${subject}`);
    }
    this.addStream(declaration);
    return this.#existing(declaration.name);
  }

  #toDelivery({ spec }: MemoryConsumer, { message, attempt, consumerSequence, pending }: Handout): Delivery {
    const ackSubject = formatAckSubject({ ...message, durable: spec.durable, attempt, consumerSequence, pending });
    return {
      ...message,
      attempt,
      pending,
      ackSubject,
      ack: async () => {
        await Promise.resolve();
        this.answer(ackSubject, '+ACK');
      },
      nak: (delayMs) => this.answer(ackSubject, `-NAK {"delay":${Math.round(delayMs * 1e6)}}`),
      term: (reason) => this.answer(ackSubject, `+TERM ${reason}`),
      working: () => this.answer(ackSubject, '+WPI'),
    };
  }
}
