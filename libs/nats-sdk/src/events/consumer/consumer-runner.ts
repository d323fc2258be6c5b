import type { EventEnvelope } from '@bodybroker/contracts-common';
import { noInstrumentation } from '@bodybroker/telemetry';
import { noLogger } from '@bodybroker/telemetry';
import { RpcError } from '../../rpc/rpc-error.js';
import { ChangeSignal } from '../change-signal.js';
import { decodeEvent } from '../envelope/decode-event.js';
import type { Delivery, EventLog } from '../event-log.js';
import { pause } from '../pause.js';
import type { ConsumerOptions, ConsumerState, RunningConsumer } from './consumer-options.js';
import { MAX_ATTEMPTS } from './failure-policy.js';
import { KeyQueue } from './key-queue.js';
import { openDurable } from './open-durable.js';
import { failDelivery, processDelivery, type ProcessOptions } from './process-delivery.js';
import type { Subscriber } from './subscriber.js';

const PULL_WAIT_MS = 5_000;
const LARGEST_PULL = 100;
/** Waits before the stream is tried again, in milliseconds. */
const RESTART_DELAYS_MS = [100, 500, 1_000, 2_000, 5_000] as const;
/** How long aborted handlers may still take. */
const ABORT_GRACE_MS = 1_000;

/** Pulls a durable's messages and has them handled, until stopped: whatever fails, it begins again. */
export class ConsumerRunner implements RunningConsumer {
  readonly durable: string;
  readonly #log: EventLog;
  readonly #subscriber: Subscriber;
  readonly #options: ConsumerOptions;
  readonly #maxInFlight: number;
  readonly #inFlight = new Map<Delivery, number>();
  readonly #queue = new KeyQueue();
  readonly #settled = new ChangeSignal();
  readonly #pulling = new AbortController();
  readonly #handling = new AbortController();
  readonly #loop: Promise<void>;
  #state: ConsumerState = 'starting';
  #stopped: Promise<void> | undefined;
  #heartbeat: NodeJS.Timeout | undefined;

  constructor(log: EventLog, subscriber: Subscriber, options: ConsumerOptions) {
    this.#log = log;
    this.#subscriber = subscriber;
    this.#options = options;
    this.durable = subscriber.durable;
    this.#maxInFlight = options.maxInFlight ?? 64;
    this.#loop = this.#run();
  }

  get state(): ConsumerState {
    return this.#state;
  }

  get inFlight(): number {
    return this.#inFlight.size;
  }

  stop({ timeoutMs = 10_000 }: { readonly timeoutMs?: number } = {}): Promise<void> {
    this.#stopped ??= this.#stop(timeoutMs);
    return this.#stopped;
  }

  async #stop(timeoutMs: number): Promise<void> {
    this.#state = 'stopping';
    this.#pulling.abort();
    await this.#loop;
    if (!(await this.#idle(timeoutMs))) {
      this.#handling.abort(new RpcError('CANCELLED', 'CONSUMER_STOPPED', 'the consumer stops'));
      await this.#idle(ABORT_GRACE_MS);
    }
    clearInterval(this.#heartbeat);
    this.#state = 'stopped';
  }

  async #idle(timeoutMs: number): Promise<boolean> {
    const endsAt = performance.now() + timeoutMs;
    while (this.#inFlight.size > 0 && performance.now() < endsAt) {
      await this.#settled.wait(endsAt - performance.now());
    }
    return this.#inFlight.size === 0;
  }

  async #run(): Promise<void> {
    const { signal } = this.#pulling;
    const { logger = noLogger, instrumentation = noInstrumentation } = this.#options;
    let failures = 0;
    while (!signal.aborted) {
      try {
        await this.#consume(() => {
          failures = 0;
        });
      } catch (error) {
        if (signal.aborted) return;
        this.#state = 'starting';
        const delayMs = RESTART_DELAYS_MS[Math.min(failures, RESTART_DELAYS_MS.length - 1)] ?? 0;
        failures += 1;
        instrumentation.count('messaging.consumer.restarted', { durable: this.durable });
        logger.warn('a consumer begins again', { durable: this.durable, error: RpcError.from(error), delayMs });
        await pause(delayMs, signal);
      }
    }
  }

  async #consume(onProgress: () => void): Promise<void> {
    const { signal } = this.#pulling;
    const { stream, ackWaitMs, maxDeliver } = await openDurable(this.#log, this.#subscriber, this.#options);
    if (signal.aborted) return;
    this.#state = 'consuming';
    // Goes on through a restart of this loop: handlers that still run need their messages kept from others.
    clearInterval(this.#heartbeat);
    this.#heartbeat = setInterval(() => this.#sayWorking(), ackWaitMs / 3);
    this.#heartbeat.unref();
    const process = this.#processOptions(maxDeliver);
    while (!signal.aborted) {
      const free = this.#maxInFlight - this.#inFlight.size;
      if (free <= 0) {
        await this.#settled.wait(Infinity, signal);
        continue;
      }
      const max = Math.min(free, LARGEST_PULL);
      const deliveries = await this.#log.pull(stream, this.durable, { max, waitMs: PULL_WAIT_MS, signal });
      onProgress();
      for (const delivery of deliveries) this.#accept(delivery, process);
    }
  }

  #accept(delivery: Delivery, options: ProcessOptions): void {
    this.#inFlight.set(delivery, performance.now());
    void this.#handle(delivery, options).finally(() => {
      this.#inFlight.delete(delivery);
      this.#settled.notify();
    });
  }

  #handle(delivery: Delivery, options: ProcessOptions): Promise<void> {
    let event: EventEnvelope;
    let key: string;
    try {
      event = decodeEvent(delivery.data);
      key = this.#subscriber.key(event);
    } catch (error) {
      return failDelivery(delivery, error, options);
    }
    return this.#queue.run(key, async () => {
      if (this.#pulling.signal.aborted) return delivery.nak(0);
      await processDelivery(delivery, event, options);
    });
  }

  // A handler over its time is left to the ack wait, so that another process gets the message.
  #sayWorking(): void {
    const overdueMs = 2 * (this.#options.handlerTimeoutMs ?? DEFAULT_HANDLER_TIMEOUT_MS);
    const now = performance.now();
    for (const [delivery, sinceMs] of this.#inFlight) if (now - sinceMs < overdueMs) delivery.working();
  }

  #processOptions(maxDeliver: number): ProcessOptions {
    const { service, clock, logger = noLogger, instrumentation = noInstrumentation } = this.#options;
    return {
      log: this.#log,
      subscriber: this.#subscriber,
      service,
      clock,
      logger,
      instrumentation,
      maxAttempts: maxDeliver > 0 ? Math.min(maxDeliver, MAX_ATTEMPTS) : MAX_ATTEMPTS,
      handlerTimeoutMs: this.#options.handlerTimeoutMs ?? DEFAULT_HANDLER_TIMEOUT_MS,
      signal: this.#handling.signal,
    };
  }
}

const DEFAULT_HANDLER_TIMEOUT_MS = 60_000;
