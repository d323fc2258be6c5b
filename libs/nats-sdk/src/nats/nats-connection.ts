import { setImmediate } from 'node:timers/promises';
import type { NatsConnection as Client } from 'nats';
import type { Connection } from '../bus/connection.js';
import type { EventLog } from '../events/event-log.js';
import type { KeyValue } from '../kv/key-value.js';
import { createJetStreamEventLog } from './jetstream-event-log.js';
import { createJetStreamKeyValue } from './kv-jetstream.js';
import { NatsBus } from './nats-bus.js';

/** One connection to a NATS server or cluster; made by connectNats. */
export class NatsConnection implements Connection {
  readonly bus: NatsBus;
  readonly events: EventLog;
  readonly #client: Client;
  readonly #buckets = new Map<string, KeyValue>();

  /** @internal */
  constructor(client: Client, inboxPrefix = '_INBOX') {
    this.#client = client;
    this.bus = new NatsBus(client, inboxPrefix);
    this.events = createJetStreamEventLog(client);
  }

  keyValue(bucket: string): KeyValue {
    let opened = this.#buckets.get(bucket);
    if (opened === undefined) {
      opened = createJetStreamKeyValue(this.#client, bucket);
      this.#buckets.set(bucket, opened);
    }
    return opened;
  }

  async drain(): Promise<void> {
    // A drain waits for answers of the server, which a broken connection never gives.
    if (this.bus.state !== 'connected') return this.close();
    if (!this.#client.isDraining()) await this.#client.drain();
    await this.#client.closed();
  }

  async close(): Promise<void> {
    if (this.bus.state === 'connected') {
      // What was published just now has its write planned in the next microtask, for the end of this turn.
      await Promise.resolve();
      await setImmediate();
    }
    await this.#client.close();
  }
}
