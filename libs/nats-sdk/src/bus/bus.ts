/** Header names are case-sensitive, as on the wire; one value each. */
export type MessageHeaders = Readonly<Record<string, string>>;

export interface BusMessage {
  readonly subject: string;
  /** Where an answer is expected; undefined for a plain publish. */
  readonly reply: string | undefined;
  readonly headers: MessageHeaders;
  /** Status in the NATS header line, such as 503 for "no responders"; undefined for ordinary messages. */
  readonly status: number | undefined;
  readonly data: Uint8Array;
}

export interface PublishOptions {
  readonly reply?: string;
  readonly headers?: MessageHeaders;
}

export interface SubscribeOptions {
  /** Queue group: each message goes to one member of the group. */
  readonly queue?: string;
}

export interface BusSubscription {
  /** Stops delivery at once. Safe to call twice. */
  unsubscribe(): void;
  /** Takes no new messages from the server, delivers those already on their way, then ends. */
  drain(): Promise<void>;
}

export type BusState = 'connected' | 'disconnected' | 'closed';

export type BusEvent =
  | { readonly type: 'disconnected' }
  | { readonly type: 'reconnected'; readonly server: string }
  /** The server is about to leave. When it hangs up, the connection moves to another one, and what is pending then fails. */
  | { readonly type: 'lame-duck'; readonly server: string }
  | { readonly type: 'error'; readonly error: Error }
  | { readonly type: 'closed'; readonly error: Error | undefined };

/**
 * Publish and subscribe: what RPC and streams are built on. Implemented by a NATS connection and in memory, with one
 * contract suite for both.
 */
export interface Bus {
  readonly state: BusState;
  /** Largest message (headers and body) the server takes, in bytes. */
  readonly maxPayloadBytes: number;
  /** The server the connection is on, for logs; empty when there is none. */
  readonly server: string;
  /**
   * Hands a message over without waiting. A message to nobody with a `reply` comes back there with status 503.
   * @throws RpcError UNAVAILABLE when disconnected (nothing is buffered) or closed
   * @throws RpcError RESOURCE_EXHAUSTED when the message is larger than the server takes
   */
  publish(subject: string, data: Uint8Array, options?: PublishOptions): void;
  /** Calls `handler` for each message, in order; an error thrown by it is reported as a bus event. */
  subscribe(subject: string, handler: (message: BusMessage) => void, options?: SubscribeOptions): BusSubscription;
  /** A subject nobody else has, without wildcards; `<it>.>` may be subscribed too. */
  newInbox(): string;
  /** Resolves when the server has seen all that was published and subscribed before, and what it refused of it was told. */
  flush(): Promise<void>;
  /** Round-trip time to the server in milliseconds. */
  rtt(): Promise<number>;
  onEvent(listener: (event: BusEvent) => void): () => void;
}
