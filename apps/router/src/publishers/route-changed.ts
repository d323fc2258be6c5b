import { RouteChanged } from '@bodybroker/contracts-router';
import type { Clock } from '@bodybroker/domain';
import { createEvent, type OutgoingEvent } from '@bodybroker/nats-sdk';

/** A route was set, or deleted (version 0). Replicas and gateways need no event: they watch the bucket. */
export function routeChanged(service: string, version: bigint, clock: Clock): OutgoingEvent {
  return createEvent(
    RouteChanged,
    { service, version },
    {
      source: 'router',
      clock,
      entityId: service,
      ...(version === 0n ? { eventId: `router:${service}:deleted:${clock.now()}` } : { entityVersion: version }),
    },
  );
}
