import type { DeliveredEvent } from '@bodybroker/contracts-event-bus';
import { notFound } from '@bodybroker/domain';
import type { EventLog, ReadOptions, StoredMessage } from '@bodybroker/nats-sdk';
import { admits, narrowestSubject, type EventFilter } from '../domain/event-filter.js';
import { toDelivered } from '../mapping/to-delivered.js';
import type { EventTypes } from './event-types.js';

/** An event with the message it came in. */
export interface ReadEvent {
  readonly message: StoredMessage;
  readonly event: DeliveredEvent;
}

/** Reads events of the streams without leaving a trace. What is no event is passed over. */
export class EventReader {
  readonly #log: Pick<EventLog, 'read' | 'get' | 'stream'>;
  readonly #types: EventTypes;

  constructor(log: Pick<EventLog, 'read' | 'get' | 'stream'>, types: EventTypes) {
    this.#log = log;
    this.#types = types;
  }

  /** The events a filter admits, in order. */
  async *read(filter: EventFilter, options: Omit<ReadOptions, 'filterSubject'>): AsyncGenerator<ReadEvent> {
    await this.#types.loaded(options.signal);
    const messages = this.#log.read(filter.stream, { ...options, filterSubject: narrowestSubject(filter) });
    for await (const message of messages) {
      const event = admits(filter, message.subject) ? toDelivered(message, this.#types) : undefined;
      if (event !== undefined) yield { message, event };
    }
  }

  /** @throws DomainError NOT_FOUND EVENT_NOT_FOUND */
  async get(stream: string, sequence: number, signal: AbortSignal): Promise<DeliveredEvent> {
    await this.#types.loaded(signal);
    const message = await this.#log.get(stream, sequence);
    const event = message && toDelivered(message, this.#types);
    if (event === undefined) throw notFound('event', `${stream}/${sequence}`);
    return event;
  }

  /** The last sequence of a stream, 0 when it is empty. */
  async lastSequence(stream: string): Promise<number> {
    return (await this.#log.stream(stream))?.lastSequence ?? 0;
  }
}
