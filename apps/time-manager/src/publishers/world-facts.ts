import type { EventFacts, EventOrigin } from '@bodybroker/nats-sdk';

/** Where and when something happened to a world's clock. */
export interface Occasion {
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

/** What the envelope of an event of a world's clock says. */
export function worldFacts({ worldId, eventId, gms, nowMs, entityId, playerId, origin }: Occasion): EventFacts {
  return {
    source: 'time-manager',
    clock: { now: () => nowMs },
    eventId,
    entityId: entityId ?? worldId,
    gameTimeGms: BigInt(gms),
    ...(playerId === undefined ? {} : { playerId }),
    context: { requestId: eventId, correlationId: eventId, ...origin, worldId },
  };
}
