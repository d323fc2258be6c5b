import { createEvent, type EventOrigin } from '@bodybroker/nats-sdk';
import type { OutboxEvent } from '@bodybroker/storage';
import type { IMessageType, PartialMessage } from '@protobuf-ts/runtime';

/** What every event of a world's clock has. */
export interface WorldEventFacts {
  readonly worldId: string;
  /** The same whenever the same thing is told again. */
  readonly eventId: string;
  /** The game time it belongs to. */
  readonly gms: number;
  readonly nowMs: number;
  /** The world itself unless something in it is meant. */
  readonly entityId?: string;
  readonly playerId?: string | undefined;
  /** The request that caused it. Default: none, the clock did. */
  readonly origin?: EventOrigin;
}

/** An event of a world's clock, to be committed with the change it tells of. */
export function worldEvent<Payload extends object>(
  messageType: IMessageType<Payload>,
  payload: PartialMessage<Payload>,
  { worldId, eventId, gms, nowMs, entityId = worldId, playerId, origin }: WorldEventFacts,
): OutboxEvent {
  return createEvent(messageType, payload, {
    source: 'time-manager',
    clock: { now: () => nowMs },
    eventId,
    entityId,
    gameTimeGms: BigInt(gms),
    ...(playerId === undefined ? {} : { playerId }),
    context: { requestId: eventId, correlationId: eventId, ...origin, worldId },
  });
}
