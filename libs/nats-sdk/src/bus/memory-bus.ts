import { BusEventEmitter } from './bus-event-emitter.js';
import { closedError, disconnectedError } from './bus-errors.js';
import type { Bus, BusEvent, BusMessage, BusState, BusSubscription, PublishOptions, SubscribeOptions } from './bus.js';
import { assertHeaders } from './headers.js';
import type { MemoryBroker } from './memory-broker.js';
import { MemorySubscription } from './memory-subscription.js';
import { headersSizeBytes, messageTooLarge } from './message-size.js';
import { assertPublishSubject, assertSubscribeSubject } from './subject.js';

/** One client of a MemoryBroker; behaves as a NATS connection does (see test/bus-contract.ts). */
export class MemoryBus implements Bus {
  readonly #broker: MemoryBroker;
  readonly #inboxPrefix: string;
  readonly #events = new BusEventEmitter();
  readonly #subscriptions = new Set<MemorySubscription>();
  #state: BusState = 'connected';

  constructor(broker: MemoryBroker, inboxPrefix: string) {
    this.#broker = broker;
    this.#inboxPrefix = inboxPrefix;
  }

  get state(): BusState {
    return this.#state;
  }

  get maxPayloadBytes(): number {
    return this.#broker.maxPayloadBytes;
  }

  get server(): string {
    return this.#state === 'connected' ? 'memory' : '';
  }

  publish(subject: string, data: Uint8Array, options: PublishOptions = {}): void {
    this.#assertConnected();
    assertPublishSubject(subject);
    if (options.reply !== undefined) assertPublishSubject(options.reply);
    if (options.headers !== undefined) assertHeaders(options.headers);
    const sizeBytes = data.length + headersSizeBytes(options.headers);
    if (sizeBytes > this.maxPayloadBytes) throw messageTooLarge(sizeBytes, this.maxPayloadBytes);
    this.#broker.publish(this, subject, data, options);
  }

  subscribe(subject: string, handler: (message: BusMessage) => void, options: SubscribeOptions = {}): BusSubscription {
    if (this.#state === 'closed') throw closedError();
    assertSubscribeSubject(subject);
    const subscription = new MemorySubscription(this.#broker, this, subject, handler, options.queue);
    this.#broker.add(subscription);
    this.#subscriptions.add(subscription);
    return {
      unsubscribe: () => {
        this.#subscriptions.delete(subscription);
        subscription.unsubscribe();
      },
      drain: async () => {
        await subscription.drain();
        this.#subscriptions.delete(subscription);
      },
    };
  }

  newInbox(): string {
    return this.#broker.nextInbox(this.#inboxPrefix);
  }

  async flush(): Promise<void> {
    this.#assertConnected();
    await new Promise<void>((resolve) => this.#broker.enqueue(resolve));
  }

  async rtt(): Promise<number> {
    await this.flush();
    return 0;
  }

  onEvent(listener: (event: BusEvent) => void): () => void {
    return this.#events.on(listener);
  }

  /** Cuts this client off, as a broken socket would. */
  disconnect(): void {
    if (this.#state !== 'connected') return;
    this.#state = 'disconnected';
    this.#events.emit({ type: 'disconnected' });
  }

  /** Ends a {@link disconnect}; subscriptions are there again. */
  reconnect(): void {
    if (this.#state !== 'disconnected') return;
    this.#state = 'connected';
    this.#events.emit({ type: 'reconnected', server: this.server });
  }

  /** Announces that the server is about to leave. */
  announceLameDuck(): void {
    this.#events.emit({ type: 'lame-duck', server: this.server });
  }

  /** Delivers what is on its way, then closes. */
  async drain(): Promise<void> {
    if (this.#state === 'connected') await Promise.all([...this.#subscriptions].map((one) => one.drain()));
    this.close();
  }

  close(): void {
    if (this.#state === 'closed') return;
    this.#state = 'closed';
    for (const subscription of this.#subscriptions) subscription.unsubscribe();
    this.#subscriptions.clear();
    this.#broker.forget(this);
    this.#events.emit({ type: 'closed', error: undefined });
  }

  /** @internal */
  report(thrown: unknown): void {
    this.#events.emitError(thrown);
  }

  #assertConnected(): void {
    if (this.#state === 'closed') throw closedError();
    if (this.#state === 'disconnected') throw disconnectedError();
  }
}
