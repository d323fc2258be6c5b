/** Trace context as it travels in headers (W3C Trace Context and Baggage). */
export interface TraceCarrier {
  readonly traceparent?: string | undefined;
  readonly tracestate?: string | undefined;
  readonly baggage?: string | undefined;
}

/** An operation under way: one span and, when it ends, one measurement. */
export interface ActiveOperation {
  /** What to send on, so that the next process continues this trace. */
  readonly carrier: TraceCarrier;
  /** Runs `work` with this operation as the current one. */
  run<T>(work: () => T): T;
  /** Ends it once; later calls do nothing. `outcome` is `OK` or an error code; never text that may hold player words. */
  end(outcome: string, error?: unknown): void;
}

export interface RpcName {
  /** Full proto name, such as `bodybroker.auth.v1.AuthService`. */
  readonly service: string;
  readonly method: string;
}

/** What the SDK reports of its work. Names and attributes follow OpenTelemetry's RPC and messaging conventions. */
export interface Instrumentation {
  clientCall(rpc: RpcName, parent?: TraceCarrier): ActiveOperation;
  serverCall(rpc: RpcName, parent: TraceCarrier): ActiveOperation;
  publishEvent(event: { readonly type: string; readonly stream?: string }, parent?: TraceCarrier): ActiveOperation;
  processEvent(event: { readonly type: string; readonly durable: string }, parent: TraceCarrier): ActiveOperation;
  /** Counts something that happened, such as `rpc.server.expired`, `bus.disconnected`, `stream.credit_exhausted`. */
  count(name: string, attributes?: Readonly<Record<string, string>>): void;
}

const PASS_THROUGH: Omit<ActiveOperation, 'carrier'> = { run: (work) => work(), end: () => undefined };

/** Measures nothing and hands the trace context through. The default of every library. */
export const noInstrumentation: Instrumentation = {
  clientCall: (_rpc, parent = {}) => ({ carrier: parent, ...PASS_THROUGH }),
  serverCall: (_rpc, parent) => ({ carrier: parent, ...PASS_THROUGH }),
  publishEvent: (_event, parent = {}) => ({ carrier: parent, ...PASS_THROUGH }),
  processEvent: (_event, parent) => ({ carrier: parent, ...PASS_THROUGH }),
  count: () => undefined,
};
