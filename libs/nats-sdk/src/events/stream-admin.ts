/** What the server says in its own words: a stream's settings or state, durations in nanoseconds. */
export type ServerFacts = Readonly<Record<string, unknown>>;

/** One copy of a stream or consumer on another node than its leader's. */
export interface ReplicaReport {
  readonly name: string;
  readonly current: boolean;
  readonly offline: boolean;
  /** Entries it is behind its leader. */
  readonly lag: number;
}

/** Where a stream or consumer lives; without a leader it takes nothing. */
export interface GroupReport {
  readonly leader: string | undefined;
  readonly replicas: readonly ReplicaReport[];
}

export interface StreamReport {
  readonly name: string;
  readonly config: ServerFacts;
  readonly messages: number;
  readonly bytes: number;
  readonly firstSequence: number;
  readonly lastSequence: number;
  readonly consumers: number;
  /** Undefined on a server without a cluster. */
  readonly group: GroupReport | undefined;
}

/** How far a consumer has come, counted in its own deliveries and in the stream's sequences. */
export interface ConsumerPlace {
  readonly consumerSequence: number;
  readonly streamSequence: number;
}

export interface ConsumerReport {
  readonly stream: string;
  readonly name: string;
  /** False for readers that pass by and are forgotten. */
  readonly durable: boolean;
  readonly config: ServerFacts;
  readonly delivered: ConsumerPlace;
  /** All up to here is answered. */
  readonly ackFloor: ConsumerPlace;
  /** Messages still to be delivered. */
  readonly pending: number;
  readonly ackPending: number;
  readonly redelivered: number;
  readonly group: GroupReport | undefined;
}

/** A stream as it was at one moment. */
export interface StreamSnapshot {
  readonly config: ServerFacts;
  readonly state: ServerFacts;
  /** The archive, to be read once; the server sends more as it is taken. @throws RpcError when the server gives up */
  readonly chunks: AsyncIterable<Uint8Array>;
}

export interface SnapshotOptions {
  /** Whether the server verifies each message's checksum first. Default `checked`. */
  readonly messages?: 'checked' | 'unchecked';
  readonly signal?: AbortSignal;
}

export interface RestoreOptions {
  /** How long the server may take to make the stream after the last chunk. Default 300 000. */
  readonly finishTimeoutMs?: number;
  readonly signal?: AbortSignal;
}

/** What operators do to streams, key-value buckets (`KV_<bucket>`) included. */
export interface StreamAdmin {
  /** Of the server the connection is on, such as `2.12.4`; an older one may not read archives of a newer one. */
  readonly serverVersion: string;
  /** All streams, by name. */
  streams(): Promise<StreamReport[]>;
  /** All consumers of a stream, by name. */
  consumers(stream: string): Promise<ConsumerReport[]>;
  /** Messages, settings and durable consumers with their positions. */
  snapshot(stream: string, options?: SnapshotOptions): Promise<StreamSnapshot>;
  /**
   * Makes a stream, with its consumers, from a snapshot.
   * @throws RpcError ALREADY_EXISTS STREAM when there is one of that name
   */
  restore(snapshot: StreamSnapshot, options?: RestoreOptions): Promise<StreamReport>;
  /** Removes a stream with all that is in it. False when it was not there. */
  remove(stream: string): Promise<boolean>;
}
