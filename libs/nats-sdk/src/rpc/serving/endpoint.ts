import { LoadShedder } from '@bodybroker/resilience';
import type { ActiveOperation } from '@bodybroker/telemetry';
import type { BusMessage, BusSubscription } from '../../bus/bus.js';
import { deadlineExceeded } from '../deadline.js';
import type { MethodPlan } from '../method/method-plan.js';
import { instanceSubject } from '../method/method-subject.js';
import { RpcError } from '../rpc-error.js';
import { assertAccess } from './access-rules.js';
import { EndpointStats } from './endpoint-stats.js';
import { assertIdempotencyKey } from './idempotency-rule.js';
import { IncomingCall } from './incoming-call.js';
import { outgoingError } from './outgoing-error.js';
import type { ServerContext } from './server-context.js';
import type { ShedderLimits } from './server-options.js';

/** Answers one admitted request; throws to let the caller have the error. */
export interface CallRunner {
  /** @param call its deadline, actor and key have been checked */
  run(call: IncomingCall, message: BusMessage): Promise<void>;
  /** Answers with an error; never throws. */
  refuse(message: BusMessage, error: RpcError): void;
}

/** One method of a running server: bounds, checks and counts its calls, and hands them to a runner. */
export class Endpoint {
  readonly plan: MethodPlan;
  readonly stats = new EndpointStats();
  readonly #server: ServerContext;
  readonly #runner: CallRunner;
  readonly #shedder: LoadShedder;
  #running = 0;
  readonly #whenIdle: (() => void)[] = [];
  readonly #calls = new Set<IncomingCall>();
  #subscriptions: BusSubscription[] = [];
  #draining = false;

  constructor(server: ServerContext, plan: MethodPlan, runner: CallRunner, limits: ShedderLimits) {
    this.#server = server;
    this.plan = plan;
    this.#runner = runner;
    this.#shedder = new LoadShedder({ maxInFlight: plan.maxInFlight, ...limits });
  }

  get inFlight(): number {
    return this.#running;
  }

  start(): void {
    const onMessage = (message: BusMessage): void => void this.#handle(message);
    const { bus, name, instance } = this.#server;
    this.#subscriptions = [
      bus.subscribe(this.plan.subject, onMessage, { queue: name }),
      bus.subscribe(instanceSubject(this.plan.subject, instance), onMessage),
    ];
  }

  /** Takes no more from the queue group; what is on its way to this process is still answered. */
  async drain(): Promise<void> {
    await Promise.all(this.#subscriptions.map((subscription) => subscription.drain()));
    this.#draining = true;
  }

  /** Resolves when no handler runs. */
  idle(): Promise<void> {
    return this.#running === 0 ? Promise.resolve() : new Promise((resolve) => this.#whenIdle.push(resolve));
  }

  /** Gives up on the handlers that still run. */
  abort(reason: Error): void {
    for (const call of this.#calls) call.abort(reason);
  }

  // One async function: each more would cost every call a promise and turns of the microtask queue.
  async #handle(message: BusMessage): Promise<void> {
    const arrivedMs = performance.now();
    let failure: RpcError | undefined;
    let call: IncomingCall | undefined;
    let operation: ActiveOperation | undefined;
    let hasPlace = false;
    this.#running += 1;
    try {
      if (this.#draining) throw new RpcError('UNAVAILABLE', 'DRAINING', 'this instance is about to stop');
      call = new IncomingCall(this.plan, message, this.#server.mux.timers, arrivedMs);
      // Streams are cancelled by frames of their own.
      if (this.plan.kind === 'unary') this.#server.cancellable.add(call);
      // A cancel may have come right behind its request: it is read before this goes on.
      await Promise.resolve();
      if (!this.#shedder.tryEnter()) await this.#waitForPlace(call);
      hasPlace = true;
      call.throwIfCancelled();
      this.#assertTimeLeft(call);
      assertAccess(this.plan, call);
      assertIdempotencyKey(this.plan, call.idempotencyKey);
      this.#calls.add(call);
      operation = this.#server.instrumentation.serverCall(this.plan.rpc, call);
      call.setTrace(operation.carrier);
      await this.#run(operation, call, message);
      operation.end('OK');
    } catch (thrown) {
      operation?.end(RpcError.from(thrown).code, thrown);
      failure = this.#fail(message, thrown, call);
    } finally {
      if (hasPlace) this.#shedder.leave();
      if (call !== undefined) this.#forget(call);
      this.stats.record(performance.now() - arrivedMs, failure);
      this.#running -= 1;
      if (this.#running === 0) for (const resolve of this.#whenIdle.splice(0)) resolve();
    }
  }

  #run(operation: ActiveOperation, call: IncomingCall, message: BusMessage): Promise<void> {
    return operation.run(() => this.#runner.run(call, message));
  }

  #forget(call: IncomingCall): void {
    call.finish();
    this.#calls.delete(call);
    this.#server.cancellable.remove(call);
  }

  /** A call that its caller gives up meanwhile leaves the queue. */
  async #waitForPlace(call: IncomingCall): Promise<void> {
    try {
      await this.#shedder.enter(call.signal);
    } catch (thrown) {
      if (call.signal.aborted && call.cancelReason === undefined) this.#assertTimeLeft(call);
      throw thrown;
    }
  }

  #assertTimeLeft(call: IncomingCall): void {
    if (!call.isExpired) return;
    this.#server.instrumentation.count('rpc.server.expired', { method: this.plan.rpc.method });
    throw deadlineExceeded();
  }

  #fail(message: BusMessage, thrown: unknown, call: IncomingCall | undefined): RpcError {
    const { logger, name } = this.#server;
    const error = outgoingError(thrown, logger, { service: name, method: this.plan.rpc.method });
    if (call?.cancelReason !== undefined) return call.cancelReason;
    this.#runner.refuse(message, error);
    return error;
  }
}
