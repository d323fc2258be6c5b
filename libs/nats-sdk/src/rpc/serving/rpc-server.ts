import { noInstrumentation } from '@bodybroker/telemetry';
import type { MethodInfo, ServiceInfo } from '@protobuf-ts/runtime-rpc';
import type { Connection } from '../../bus/connection.js';
import type { Handlers } from '../handlers.js';
import { inboxMuxOf } from '../inbox-mux.js';
import { noLogger } from '@bodybroker/telemetry';
import { cancelSubject } from '../method/cancel-subject.js';
import { methodPlan, type MethodPlan } from '../method/method-plan.js';
import { RpcError, isRpcError } from '../rpc-error.js';
import { DEFAULT_STREAM_OPTIONS } from '../streaming/stream-options.js';
import { DEFAULT_MAX_MESSAGE_BYTES } from '../wire/body-limit.js';
import { CancellableCalls } from './cancellable-calls.js';
import { Discovery } from './discovery.js';
import { Endpoint, type CallRunner } from './endpoint.js';
import type { ServerContext } from './server-context.js';
import { DEFAULT_SHEDDING, type ServerOptions, type ShedderLimits } from './server-options.js';
import { StreamRunner, type StreamHandler } from './stream-runner.js';
import { UnaryRunner, type UnaryHandler } from './unary-runner.js';

export type ServerState = 'new' | 'serving' | 'stopping' | 'stopped';

const INSTANCE = /^[A-Za-z0-9_-]+$/;

/** Serves the methods of one or more contracts on a connection. Made by {@link createServer}. */
export class RpcServer {
  readonly #context: ServerContext;
  readonly #shedding: ShedderLimits;
  readonly #endpoints: Endpoint[] = [];
  readonly #discovery: Discovery;
  #state: ServerState = 'new';

  /** @internal */
  constructor(connection: Pick<Connection, 'bus'>, options: ServerOptions) {
    if (!INSTANCE.test(options.instance))
      throw new TypeError(`"${options.instance}" cannot be the name of an instance`);
    const { bus } = connection;
    this.#context = {
      bus,
      mux: inboxMuxOf(bus),
      cancellable: new CancellableCalls(bus),
      name: options.name,
      instance: options.instance,
      logger: options.logger ?? noLogger,
      instrumentation: options.instrumentation ?? noInstrumentation,
      maxMessageBytes: options.maxMessageBytes ?? DEFAULT_MAX_MESSAGE_BYTES,
      stream: { ...DEFAULT_STREAM_OPTIONS, ...options.stream },
    };
    this.#shedding = options.shedding ?? DEFAULT_SHEDDING;
    this.#discovery = new Discovery(bus, options, this.#endpoints);
  }

  get state(): ServerState {
    return this.#state;
  }

  /** Calls under way now. */
  get inFlight(): number {
    return this.#endpoints.reduce((sum, endpoint) => sum + endpoint.inFlight, 0);
  }

  /**
   * Adds the methods of a contract. The type argument is the generated generic-server interface:
   * `server.add<ITimeManagerService>(TimeManagerService, handlers)`.
   * @throws TypeError when a handler is missing or the contract breaks the conventions
   */
  add<Service extends object = never>(service: ServiceInfo, handlers: NoInfer<Handlers<Service>>): this {
    if (this.#state !== 'new') throw new TypeError('methods are added before the server starts');
    for (const method of service.methods) this.#addMethod(method, handlers as Readonly<Record<string, unknown>>);
    return this;
  }

  /**
   * Subscribes to everything and resolves when the message server knows.
   * @throws RpcError PERMISSION_DENIED when it refuses one of the subscriptions: nobody would ever be answered there
   */
  async start(): Promise<void> {
    if (this.#state !== 'new') throw new TypeError('a server starts once');
    this.#state = 'serving';
    const refusals: Error[] = [];
    const stopListening = this.#context.bus.onEvent((event) => {
      if (event.type !== 'error' || !isRpcError(event.error) || event.error.code !== 'PERMISSION_DENIED') return;
      if (event.error.details['operation'] === 'subscribe') refusals.push(event.error);
    });
    // Before the calls come that may be cancelled.
    this.#context.cancellable.start(this.#cancelSubjects());
    for (const endpoint of this.#endpoints) endpoint.start();
    this.#discovery.start();
    try {
      if (this.#context.bus.state === 'connected') await this.#context.bus.flush();
    } finally {
      stopListening();
    }
    if (refusals[0] !== undefined) throw refusals[0];
  }

  /**
   * Takes no new calls and waits for those under way; after `timeoutMs` (default 20 000) their signals abort and it
   * resolves without them. Streams end at once with UNAVAILABLE, so that their readers go elsewhere.
   */
  async stop(options: { readonly timeoutMs?: number } = {}): Promise<void> {
    if (this.#state === 'stopping' || this.#state === 'stopped') return;
    this.#state = 'stopping';
    this.#discovery.stop();
    const leaving = new RpcError('UNAVAILABLE', 'DRAINING', 'this instance is about to stop');
    await within(options.timeoutMs ?? 20_000, async () => {
      await Promise.allSettled(this.#endpoints.map((endpoint) => endpoint.drain()));
      for (const endpoint of this.#endpoints) if (endpoint.plan.kind !== 'unary') endpoint.abort(leaving);
      await Promise.all(this.#endpoints.map((endpoint) => endpoint.idle()));
    });
    for (const endpoint of this.#endpoints) endpoint.abort(leaving);
    this.#context.cancellable.stop();
    if (this.#context.bus.state === 'connected') await this.#context.bus.flush().catch(() => undefined);
    this.#state = 'stopped';
  }

  #cancelSubjects(): ReadonlySet<string> {
    const unary = this.#endpoints.filter(({ plan }) => plan.kind === 'unary');
    return new Set(unary.flatMap(({ plan }) => cancelSubject(plan.subject) ?? []));
  }

  #addMethod(method: MethodInfo, handlers: Readonly<Record<string, unknown>>): void {
    const handler = handlers[method.localName];
    if (typeof handler !== 'function') throw new TypeError(`${method.service.typeName}: no handler for ${method.name}`);
    const plan = methodPlan(method);
    if (this.#endpoints.some((endpoint) => endpoint.plan.subject === plan.subject)) {
      throw new TypeError(`two methods live on ${plan.subject}`);
    }
    const runner = this.#runnerOf(plan, handler.bind(handlers) as UnaryHandler & StreamHandler);
    this.#endpoints.push(new Endpoint(this.#context, plan, runner, this.#shedding));
  }

  #runnerOf(plan: MethodPlan, handler: UnaryHandler & StreamHandler): CallRunner {
    return plan.kind === 'unary'
      ? new UnaryRunner(this.#context, plan, handler)
      : new StreamRunner(this.#context, plan, handler);
  }
}

/** Makes a server; `add` its contracts, then `start` it. */
export function createServer(connection: Pick<Connection, 'bus'>, options: ServerOptions): RpcServer {
  return new RpcServer(connection, options);
}

async function within(timeoutMs: number, work: () => Promise<void>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const timeUp = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, timeoutMs);
  });
  try {
    await Promise.race([work(), timeUp]);
  } finally {
    clearTimeout(timer);
  }
}
