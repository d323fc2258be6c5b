import type { MessageHeaders } from '../bus/bus.js';

export interface PublishEventOptions {
  /** `Nats-Msg-Id`: a second publish with the same id inside the stream's duplicate window is stored once. */
  readonly messageId?: string;
  readonly headers?: MessageHeaders;
  /** The last sequence on this subject must be this one (0: none yet). */
  readonly expectedLastSubjectSequence?: number;
  /** How long to go on retrying (no ack, no leader), in milliseconds. Default 15 000: longer than a leader change. */
  readonly timeoutMs?: number;
  readonly signal?: AbortSignal;
}

export interface PublishAck {
  readonly stream: string;
  readonly sequence: number;
  /** True when the message id was stored before; `sequence` is then that of the first. */
  readonly duplicate: boolean;
}

export interface StoredMessage {
  readonly stream: string;
  readonly sequence: number;
  readonly subject: string;
  readonly headers: MessageHeaders;
  readonly data: Uint8Array;
  /** When the stream stored it, Unix milliseconds. */
  readonly storedMs: number;
}

/** A message handed to a durable consumer, to be answered exactly once. */
export interface Delivery extends StoredMessage {
  /** 1 for the first delivery. */
  readonly attempt: number;
  /** Messages the consumer still has to deliver after this one. */
  readonly pending: number;
  /** A subject that stands for this delivery: publishing `+ACK` or `-NAK` to it from anywhere answers it. */
  readonly ackSubject: string;
  ack(): Promise<void>;
  nak(delayMs: number): void;
  /** Never deliver it again. */
  term(reason: string): void;
  /** Still at work: restarts the ack wait. */
  working(): void;
}

export type StartPosition =
  | { readonly from: 'new' }
  | { readonly from: 'all' }
  | { readonly from: 'sequence'; readonly sequence: number }
  | { readonly from: 'time'; readonly timeMs: number };

export interface ReadOptions {
  readonly filterSubject?: string;
  readonly start: StartPosition;
  /** Whether to wait for more at the end of the stream, or to end there. */
  readonly end: 'follow' | 'stop-at-end';
  readonly signal: AbortSignal;
}

export interface StreamInfo {
  readonly name: string;
  readonly subjects: readonly string[];
  readonly messages: number;
  readonly bytes: number;
  readonly firstSequence: number;
  readonly lastSequence: number;
}

export interface ConsumerSpec {
  readonly stream: string;
  /** Letters, digits, `-` and `_`. */
  readonly durable: string;
  /** One subject filter; wildcards are fine. (nats-server 2.9 knows no more than one.) */
  readonly filterSubject: string;
  readonly start: StartPosition;
  readonly ackWaitMs: number;
  /** Deliveries of one message; after the last the server gives it up and sends an advisory. */
  readonly maxDeliver: number;
  readonly maxAckPending: number;
  /** The server drops the consumer when nobody asked it for this long; undefined: never. */
  readonly inactiveMs?: number;
  readonly metadata?: Readonly<Record<string, string>>;
}

export interface ConsumerInfo extends ConsumerSpec {
  readonly pending: number;
  readonly ackPending: number;
  readonly redelivered: number;
  readonly createdMs: number;
}

/** The event log: JetStream streams and their consumers. All methods may throw RpcError UNAVAILABLE. */
export interface EventLog {
  /** Stores a message and resolves when the stream has it. Retries until `timeoutMs` when nothing or a 503 answers. */
  publish(subject: string, data: Uint8Array, options?: PublishEventOptions): Promise<PublishAck>;
  /** Up to `max` messages of a durable, waiting up to `waitMs` for the first. Empty when there were none. */
  pull(
    stream: string,
    durable: string,
    options: { readonly max: number; readonly waitMs: number; readonly signal?: AbortSignal },
  ): Promise<Delivery[]>;
  /** Reads a stream in order without leaving a trace; resumes by itself after a reconnect, without gaps. */
  read(stream: string, options: ReadOptions): AsyncIterable<StoredMessage>;
  get(stream: string, sequence: number): Promise<StoredMessage | undefined>;
  last(stream: string, subject: string): Promise<StoredMessage | undefined>;
  /** Removes one message for good. False when it was not there. */
  remove(stream: string, sequence: number): Promise<boolean>;
  streams(): Promise<StreamInfo[]>;
  stream(name: string): Promise<StreamInfo | undefined>;
  /** Name of the stream that takes a subject, or what a filter lets through. Tells nothing else of it. */
  streamTaking(subject: string): Promise<string | undefined>;
  /** Creates the consumer, or does nothing when it exists with the same settings. @throws RpcError ALREADY_EXISTS when they differ */
  createConsumer(spec: ConsumerSpec): Promise<ConsumerInfo>;
  consumer(stream: string, durable: string): Promise<ConsumerInfo | undefined>;
  consumers(stream: string): Promise<ConsumerInfo[]>;
  deleteConsumer(stream: string, durable: string): Promise<boolean>;
}
