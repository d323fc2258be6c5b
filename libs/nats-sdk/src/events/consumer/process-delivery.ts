import type { EventEnvelope } from '@bodybroker/contracts-common';
import type { Instrumentation } from '@bodybroker/telemetry';
import { runInContext } from '../../rpc/context-storage.js';
import type { Logger } from '@bodybroker/telemetry';
import { RpcError } from '../../rpc/rpc-error.js';
import { DEFAULT_LOCALE, DEFAULT_WORLD } from '../../rpc/wire/context-headers.js';
import { publishDeadLetter } from '../dead-letter/publish-dead-letter.js';
import { readTrace } from '../envelope/event-publisher.js';
import type { Delivery, EventLog } from '../event-log.js';
import type { EventContext } from './event-context.js';
import { REDELIVERY_DELAYS_MS, decideFailure } from './failure-policy.js';
import type { Subscriber } from './subscriber.js';

export interface ProcessOptions {
  readonly log: Pick<EventLog, 'publish'>;
  readonly subscriber: Subscriber;
  readonly service: string;
  readonly clock: { now(): number };
  readonly maxAttempts: number;
  readonly handlerTimeoutMs: number;
  readonly instrumentation: Instrumentation;
  readonly logger: Logger;
  /** Aborts when the consumer can wait no longer. */
  readonly signal: AbortSignal;
}

/** Handles one decoded message and answers it: ack, another try later, or the dead letters. Never rejects. */
export async function processDelivery(
  delivery: Delivery,
  event: EventEnvelope,
  options: ProcessOptions,
): Promise<void> {
  const { subscriber, instrumentation, signal } = options;
  const trace = readTrace(delivery.headers);
  try {
    const handle = subscriber.prepare(event);
    if (!handle) return await delivery.ack();
    const operation = instrumentation.processEvent({ type: event.type, durable: subscriber.durable }, trace);
    const time = handlerTime(options.handlerTimeoutMs, signal);
    try {
      const context: EventContext = {
        event,
        stream: delivery.stream,
        sequence: delivery.sequence,
        subject: delivery.subject,
        attempt: delivery.attempt,
        actor: { kind: 'service', id: options.service },
        scopes: [],
        sessionId: undefined,
        requestId: event.eventId,
        correlationId: event.correlationId || event.eventId,
        causationId: event.eventId,
        idempotencyKey: undefined,
        worldId: event.worldId || DEFAULT_WORLD,
        locale: DEFAULT_LOCALE,
        traceparent: operation.carrier.traceparent,
        tracestate: operation.carrier.tracestate,
        baggage: operation.carrier.baggage,
        deadline: performance.now() + options.handlerTimeoutMs,
        signal: time.signal,
      };
      await operation.run(() => runInContext(context, async () => handle(context)));
      operation.end('OK');
    } catch (error) {
      operation.end(RpcError.from(error).code, error);
      throw error;
    } finally {
      time.clear();
    }
    await delivery.ack();
  } catch (error) {
    await failDelivery(delivery, error, options);
  }
}

/** Answers a message that could not be handled. Never rejects. */
export async function failDelivery(delivery: Delivery, thrown: unknown, options: ProcessOptions): Promise<void> {
  const { subscriber, log, logger, clock, instrumentation } = options;
  const error = RpcError.from(thrown);
  const { stream, sequence, attempt } = delivery;
  const facts = { durable: subscriber.durable, stream, sequence, attempt, code: error.code, reason: error.reason };
  // The effect happened; the message comes again by itself, and to come earlier is no better.
  if (error.reason === 'ACK_UNCONFIRMED')
    return logger.warn('an event was handled, but its ack was not confirmed', facts);
  // Stopping is nobody's failure: it must not count towards the dead letters.
  if (options.signal.aborted) return delivery.nak(0);
  const decision = decideFailure(error, attempt, options.maxAttempts);
  if (decision.kind === 'retry') {
    logger.warn('an event could not be handled and is tried again', {
      ...facts,
      delayMs: decision.delayMs,
      error: thrown,
    });
    return delivery.nak(decision.delayMs);
  }
  try {
    await publishDeadLetter(log, delivery, subscriber.durable, {
      code: error.code,
      reason: error.reason,
      attempts: attempt,
      failedAtMs: clock.now(),
    });
  } catch (cause) {
    // Terminating it now would lose it. After the last delivery the server's advisory brings it to the dead letters.
    logger.error('an event could not be dead-lettered', { ...facts, error: cause });
    return delivery.nak(REDELIVERY_DELAYS_MS[0]);
  }
  instrumentation.count('messaging.dead_lettered', { durable: subscriber.durable, code: error.code });
  logger.error('an event was dead-lettered', { ...facts, error: thrown });
  delivery.term(error.reason);
}

// Not AbortSignal.any: the consumer's signal lives long and would collect one listener for each event.
function handlerTime(timeoutMs: number, parent: AbortSignal): { readonly signal: AbortSignal; clear(): void } {
  const controller = new AbortController();
  const stop = (): void => controller.abort(parent.reason);
  const timer = setTimeout(() => {
    controller.abort(new RpcError('DEADLINE_EXCEEDED', 'HANDLER_TIMEOUT', 'the handler took too long'));
  }, timeoutMs);
  timer.unref();
  if (parent.aborted) stop();
  parent.addEventListener('abort', stop, { once: true });
  return {
    signal: controller.signal,
    clear: () => {
      clearTimeout(timer);
      parent.removeEventListener('abort', stop);
    },
  };
}
