import { setImmediate } from 'node:timers/promises';
import { Events, createInbox, type NatsConnection as Client, type Status, type Subscription } from 'nats';
import { BusEventEmitter } from '../bus/bus-event-emitter.js';
import { closedError, disconnectedError } from '../bus/bus-errors.js';
import type {
  Bus,
  BusEvent,
  BusMessage,
  BusState,
  BusSubscription,
  PublishOptions,
  SubscribeOptions,
} from '../bus/bus.js';
import { messageTooLarge } from '../bus/message-size.js';
import { assertPublishSubject, assertSubscribeSubject } from '../bus/subject.js';
import { headerBlock } from './header-block.js';
import { NatsMessage } from './nats-message.js';
import { publishFrame } from './publish-frame.js';
import { refusalOf } from './refusal.js';

// What a server says its limit is when it has not said so yet.
const DEFAULT_MAX_PAYLOAD_BYTES = 1024 * 1024;

/** The Bus of one NATS connection. */
export class NatsBus implements Bus {
  readonly #client: Client;
  readonly #inboxPrefix: string;
  readonly #events = new BusEventEmitter();
  #state: BusState = 'connected';

  constructor(client: Client, inboxPrefix: string) {
    this.#client = client;
    this.#inboxPrefix = inboxPrefix;
    void this.#watchStatus();
    void client.closed().then((error) => {
      this.#state = 'closed';
      this.#events.emit({ type: 'closed', error: error instanceof Error ? error : undefined });
    });
  }

  get state(): BusState {
    return this.#state;
  }

  get maxPayloadBytes(): number {
    return this.#client.info?.max_payload ?? DEFAULT_MAX_PAYLOAD_BYTES;
  }

  get server(): string {
    return this.#state === 'connected' ? this.#client.getServer() : '';
  }

  publish(subject: string, data: Uint8Array, options: PublishOptions = {}): void {
    this.#assertConnected();
    assertPublishSubject(subject);
    const { reply, headers } = options;
    if (reply !== undefined) assertPublishSubject(reply);
    const block = headers === undefined ? '' : headerBlock(headers);
    const blockBytes = Buffer.byteLength(block);
    const sizeBytes = data.length + blockBytes;
    // A server cuts the connection of whoever sends more.
    if (sizeBytes > this.maxPayloadBytes) throw messageTooLarge(sizeBytes, this.maxPayloadBytes);
    publishFrame(this.#client, { subject, reply, data }, block, blockBytes);
  }

  subscribe(subject: string, handler: (message: BusMessage) => void, options: SubscribeOptions = {}): BusSubscription {
    if (this.#state === 'closed') throw closedError();
    assertSubscribeSubject(subject);
    const subscription = this.#client.subscribe(subject, {
      ...(options.queue === undefined ? {} : { queue: options.queue }),
      callback: (error, message) => {
        // A refused subscription is reported by the status watch.
        if (error !== null) return;
        try {
          handler(new NatsMessage(message));
        } catch (thrown) {
          this.#events.emitError(thrown);
        }
      },
    });
    return { unsubscribe: () => subscription.unsubscribe(), drain: () => drainSubscription(subscription) };
  }

  newInbox(): string {
    return createInbox(this.#inboxPrefix);
  }

  async flush(): Promise<void> {
    this.#assertConnected();
    try {
      await this.#client.flush();
      // What the server refused came before; the client tells of it a moment later.
      await setImmediate();
    } catch (error) {
      throw this.#state === 'closed' ? closedError() : Object.assign(disconnectedError(), { cause: error });
    }
  }

  async rtt(): Promise<number> {
    this.#assertConnected();
    return this.#client.rtt();
  }

  onEvent(listener: (event: BusEvent) => void): () => void {
    return this.#events.on(listener);
  }

  async #watchStatus(): Promise<void> {
    for await (const status of this.#client.status()) this.#onStatus(status);
  }

  #onStatus(status: Status): void {
    const server = String(status.data);
    if (status.type === Events.Disconnect && this.#state === 'connected') {
      this.#state = 'disconnected';
      this.#events.emit({ type: 'disconnected' });
    } else if (status.type === Events.Reconnect && this.#state === 'disconnected') {
      this.#state = 'connected';
      this.#events.emit({ type: 'reconnected', server });
    } else if (status.type === Events.LDM) {
      this.#events.emit({ type: 'lame-duck', server });
    } else if (status.type === Events.Error) {
      this.#events.emit({ type: 'error', error: statusError(status) });
    }
  }

  #assertConnected(): void {
    if (this.#state === 'closed' || this.#client.isClosed()) throw closedError();
    if (this.#state === 'disconnected') throw disconnectedError();
    if (this.#client.isDraining()) throw closedError();
  }
}

function statusError(status: Status): Error {
  return refusalOf(status.permissionContext) ?? new Error(`the message server reports: ${String(status.data)}`);
}

async function drainSubscription(subscription: Subscription): Promise<void> {
  if (!subscription.isClosed()) await subscription.drain();
}
