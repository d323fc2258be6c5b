import type { BusMessage, BusSubscription } from './bus.js';
import type { MemoryBroker } from './memory-broker.js';
import type { MemoryBus } from './memory-bus.js';

/** One subscription of one client of a MemoryBroker. */
export class MemorySubscription implements BusSubscription {
  readonly client: MemoryBus;
  readonly tokens: readonly string[];
  readonly queue: string | undefined;
  readonly #broker: MemoryBroker;
  readonly #handler: (message: BusMessage) => void;
  #active = true;

  constructor(
    broker: MemoryBroker,
    client: MemoryBus,
    subject: string,
    handler: (message: BusMessage) => void,
    queue: string | undefined,
  ) {
    this.#broker = broker;
    this.client = client;
    this.tokens = subject.split('.');
    this.queue = queue;
    this.#handler = handler;
  }

  deliver(message: BusMessage): void {
    // What was on its way to a client that is gone is lost, as on a broken socket.
    if (!this.#active || this.client.state !== 'connected') return;
    try {
      this.#handler(message);
    } catch (error) {
      this.client.report(error);
    }
  }

  unsubscribe(): void {
    this.#active = false;
    this.#broker.remove(this);
  }

  drain(): Promise<void> {
    this.#broker.remove(this);
    return new Promise((resolve) => {
      this.#broker.enqueue(() => {
        this.unsubscribe();
        resolve();
      });
    });
  }
}
