import { FlagChanged } from '@bodybroker/contracts-settings';
import type { Clock } from '@bodybroker/domain';
import { createEvent, type OutgoingEvent } from '@bodybroker/nats-sdk';

/** A flag has changed. Replicas need no event: they watch the bucket. */
export function flagChanged(key: string, version: bigint, clock: Clock): OutgoingEvent {
  return createEvent(
    FlagChanged,
    { key, version },
    { source: 'settings', clock, entityId: key, entityVersion: version },
  );
}
