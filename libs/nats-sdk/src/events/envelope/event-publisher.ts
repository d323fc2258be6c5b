import { noInstrumentation, type Instrumentation, type TraceCarrier } from '@bodybroker/telemetry';
import type { MessageHeaders } from '../../bus/bus.js';
import { RpcError } from '../../rpc/rpc-error.js';
import { writeTrace } from '../../rpc/wire/context-headers.js';
import { HEADER } from '../../rpc/wire/header-names.js';
import type { EventLog, PublishAck, PublishEventOptions } from '../event-log.js';
import type { OutgoingEvent } from './outgoing-event.js';

export interface EventPublisherOptions {
  /** Default: none. */
  readonly instrumentation?: Instrumentation;
}

/** Publishes events with their ids, so that a repeated one is stored once: directly, or what an outbox kept. */
export class EventPublisher {
  readonly #log: Pick<EventLog, 'publish'>;
  readonly #instrumentation: Instrumentation;

  constructor(log: Pick<EventLog, 'publish'>, { instrumentation = noInstrumentation }: EventPublisherOptions = {}) {
    this.#log = log;
    this.#instrumentation = instrumentation;
  }

  /** Resolves when the stream has it. @throws as EventLog.publish */
  async publish(
    event: OutgoingEvent,
    options: Omit<PublishEventOptions, 'messageId' | 'headers'> = {},
  ): Promise<PublishAck> {
    const operation = this.#instrumentation.publishEvent({ type: event.type }, readTrace(event.headers));
    const headers = { ...event.headers };
    writeTrace(operation.carrier, headers);
    try {
      const ack = await operation.run(() =>
        this.#log.publish(event.subject, event.bytes, { ...options, headers, messageId: event.id }),
      );
      operation.end('OK');
      return ack;
    } catch (error) {
      operation.end(RpcError.from(error).code, error);
      throw error;
    }
  }
}

/** The trace that a message's headers continue. */
export function readTrace(headers: MessageHeaders): TraceCarrier {
  return {
    traceparent: headers[HEADER.traceparent],
    tracestate: headers[HEADER.tracestate],
    baggage: headers[HEADER.baggage],
  };
}
