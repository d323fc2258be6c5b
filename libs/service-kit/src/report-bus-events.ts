import { inboxMuxOf, isRpcError, type Bus } from '@bodybroker/nats-sdk';
import type { Instrumentation, Logger } from '@bodybroker/telemetry';

/** Where it is reported. */
export interface BusReporting {
  readonly logger: Pick<Logger, 'info' | 'warn' | 'error'>;
  readonly instrumentation: Pick<Instrumentation, 'count'>;
}

/**
 * Logs what happens to a connection. What the server does not permit is an error and is counted (`bus.permission_denied`): the message
 * went nowhere, and mostly nobody was waiting for an answer that would have told. Answers that nobody waits for any more are counted too
 * (`rpc.client.late`): calls give up before they can be answered.
 */
export function reportBusEvents(bus: Bus, { logger, instrumentation }: BusReporting): () => void {
  const stopCounting = inboxMuxOf(bus).onLate(() => instrumentation.count('rpc.client.late'));
  const stopLogging = bus.onEvent((event) => {
    if (event.type !== 'error') return logger.info('nats', { ...event });
    if (!isRpcError(event.error) || event.error.code !== 'PERMISSION_DENIED') return logger.warn('nats', { ...event });
    const { operation = '', subject } = event.error.details;
    instrumentation.count('bus.permission_denied', { operation });
    logger.error('the message server does not permit this', { operation, subject });
  });
  return () => {
    stopCounting();
    stopLogging();
  };
}
