import { createMemoryEventLog } from '../events/memory/create-memory-event-log.js';
import type { MemoryEventLog, MemoryEventLogOptions } from '../events/memory/memory-event-log.js';
import { MemoryKeyValue } from '../kv/memory-key-value.js';
import type { KeyValue } from '../kv/key-value.js';
import type { Connection } from './connection.js';
import { MemoryBroker, type MemoryBrokerOptions, type MemoryClientOptions } from './memory-broker.js';
import type { MemoryBus } from './memory-bus.js';

export interface MemoryServerOptions extends MemoryBrokerOptions, Partial<Omit<MemoryEventLogOptions, 'onAdvisory'>> {}

/** A connection to a {@link MemoryServer}. */
export interface MemoryConnection extends Connection {
  readonly bus: MemoryBus;
  readonly events: MemoryEventLog;
}

/** A message server inside the process, for tests: messages, event log and buckets, shared by all who connect. */
export class MemoryServer {
  readonly events: MemoryEventLog;
  readonly #broker: MemoryBroker;
  readonly #buckets = new Map<string, KeyValue>();

  constructor(options: MemoryServerOptions = {}) {
    this.#broker = new MemoryBroker(options);
    this.events = createMemoryEventLog(this.#broker.connect(), { clock: sinceProcessStart, ...options });
  }

  connect(options: MemoryClientOptions = {}): MemoryConnection {
    const bus = this.#broker.connect(options);
    return {
      bus,
      events: this.events,
      keyValue: (bucket) => this.#bucket(bucket),
      drain: () => bus.drain(),
      close: () => Promise.resolve(bus.close()),
    };
  }

  /** Cuts every client off, as a server that stops. */
  disconnectAll(): void {
    this.#broker.disconnectAll();
  }

  /** Lets every client come back. */
  reconnectAll(): void {
    this.#broker.reconnectAll();
  }

  #bucket(name: string): KeyValue {
    let bucket = this.#buckets.get(name);
    if (bucket === undefined) {
      bucket = new MemoryKeyValue(this.events, name);
      this.#buckets.set(name, bucket);
    }
    return bucket;
  }
}

// A server has a clock of its own; whoever needs to move it passes one.
const sinceProcessStart = { now: (): number => Math.round(performance.timeOrigin + performance.now()) };

/** A message server inside the process that any number of clients connect to. */
export function createMemoryBroker(options: MemoryServerOptions = {}): MemoryServer {
  return new MemoryServer(options);
}

/** The only client of a message server inside the process. */
export function createMemoryConnection(options: MemoryServerOptions = {}): MemoryConnection {
  return new MemoryServer(options).connect();
}
