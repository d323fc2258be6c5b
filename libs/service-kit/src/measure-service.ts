import type { BreakerChange } from '@bodybroker/resilience';
import type { Metrics } from '@bodybroker/telemetry';
import type { Readiness } from './health-server.js';

/** What a running service is asked when its numbers are read. */
export interface MeasuredService {
  readiness(): Promise<Readiness>;
  /** Calls that are being answered. */
  inFlight(): number;
  /** Events that are stored and not yet published, over all replicas. */
  outboxBacklog(): number;
}

/** Exposes what alerts are made of beside the calls: readiness, work under way, events that wait. */
export function measureService(metrics: Metrics, service: MeasuredService): void {
  measureReadiness(metrics, () => service.readiness());
  metrics.gauge('rpc.server.in_flight', { description: 'Calls that are being answered' }, () => service.inFlight());
  metrics.gauge('outbox.backlog', { description: 'Events that are stored and not yet published' }, () =>
    service.outboxBacklog(),
  );
}

/** Exposes `service_ready`: 1 while /readyz answers 200, else 0. */
export function measureReadiness(metrics: Metrics, readiness: () => Promise<Readiness>): void {
  metrics.gauge('service.ready', { description: '1 while the process is ready, else 0' }, async () =>
    (await readiness()).ready ? 1 : 0,
  );
}

/** Exposes `rpc_client_breakers`: 1 for each circuit breaker that is not closed, by subject and state. */
export function measureBreakers(metrics: Metrics, policy: { readonly openBreakers: readonly BreakerChange[] }): void {
  const options = { description: 'Circuit breakers that are not closed', attributes: ['subject', 'state'] };
  metrics.gauge('rpc.client.breakers', options, () =>
    policy.openBreakers.map(({ subject, state }) => ({ value: 1, attributes: { subject, state } })),
  );
}
