import { setImmediate } from 'node:timers';
import type { BusMessage, PublishOptions } from './bus.js';
import { MemoryBus } from './memory-bus.js';
import type { MemorySubscription } from './memory-subscription.js';
import { subjectMatches } from './subject.js';

export interface MemoryBrokerOptions {
  /** Default 1 MiB, as a NATS server's. */
  readonly maxPayloadBytes?: number;
}

export interface MemoryClientOptions {
  /** Default `_INBOX`. */
  readonly inboxPrefix?: string;
}

const NOTHING = new Uint8Array(0);

/** The messages of a {@link MemoryServer}: what clients of one broker publish reaches the others as over NATS. */
export class MemoryBroker {
  readonly maxPayloadBytes: number;
  readonly #clients = new Set<MemoryBus>();
  readonly #subscriptions = new Set<MemorySubscription>();
  #inboxes = 0;
  #turn = 0;
  #deliveries: (() => void)[] = [];

  constructor(options: MemoryBrokerOptions = {}) {
    this.maxPayloadBytes = options.maxPayloadBytes ?? 1024 * 1024;
  }

  connect(options: MemoryClientOptions = {}): MemoryBus {
    const client = new MemoryBus(this, options.inboxPrefix ?? '_INBOX');
    this.#clients.add(client);
    return client;
  }

  /** Cuts every client off, as a server that stops. */
  disconnectAll(): void {
    for (const client of this.#clients) client.disconnect();
  }

  /** Lets every client come back. */
  reconnectAll(): void {
    for (const client of this.#clients) client.reconnect();
  }

  /** @internal */
  nextInbox(prefix: string): string {
    this.#inboxes += 1;
    return `${prefix}.${this.#inboxes.toString(36).padStart(8, '0')}`;
  }

  /** @internal */
  add(subscription: MemorySubscription): void {
    this.#subscriptions.add(subscription);
  }

  /** @internal */
  remove(subscription: MemorySubscription): void {
    this.#subscriptions.delete(subscription);
  }

  /** @internal */
  forget(client: MemoryBus): void {
    this.#clients.delete(client);
  }

  /** @internal */
  publish(from: MemoryBus, subject: string, data: Uint8Array, options: PublishOptions): void {
    const { reply, headers = {} } = options;
    const receivers = this.#receivers(subject);
    if (receivers.length > 0) {
      // Frozen copies: the publisher may use its buffer again.
      const message: BusMessage = { subject, reply, headers: trimmed(headers), status: undefined, data: data.slice() };
      for (const receiver of receivers) this.enqueue(() => receiver.deliver(message));
    } else if (reply !== undefined) {
      const nobody: BusMessage = { subject: reply, reply: undefined, headers: {}, status: 503, data: NOTHING };
      for (const receiver of this.#receivers(reply)) {
        if (receiver.client === from) this.enqueue(() => receiver.deliver(nobody));
      }
    }
  }

  /** Runs it after all that was handed over before, never inside the caller's turn. @internal */
  enqueue(delivery: () => void): void {
    if (this.#deliveries.push(delivery) > 1) return;
    setImmediate(() => {
      const due = this.#deliveries;
      this.#deliveries = [];
      for (const deliver of due) deliver();
    });
  }

  #receivers(subject: string): MemorySubscription[] {
    const tokens = subject.split('.');
    const single: MemorySubscription[] = [];
    const groups = new Map<string, MemorySubscription[]>();
    for (const subscription of this.#subscriptions) {
      if (subscription.client.state !== 'connected' || !subjectMatches(subscription.tokens, tokens)) continue;
      if (subscription.queue === undefined) single.push(subscription);
      else groups.set(subscription.queue, [...(groups.get(subscription.queue) ?? []), subscription]);
    }
    for (const members of groups.values()) {
      this.#turn += 1;
      const chosen = members[this.#turn % members.length];
      if (chosen !== undefined) single.push(chosen);
    }
    return single;
  }
}

/** A server cuts the white space around header values. */
function trimmed(headers: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, value.trim()]));
}
