import { currentContext, type EventFacts } from '@bodybroker/nats-sdk';

/** Where and when something of a player's trade happened. */
export interface Occasion {
  readonly playerId: string;
  readonly worldId: string;
  readonly entityId: string;
  /** The entity's, after it. */
  readonly version: bigint;
  readonly nowMs: number;
  readonly gms?: number | undefined;
}

/** What the envelope of an event of this service says. It belongs to the chain of the request or event being handled, if any. */
export function brokerFacts({ playerId, worldId, entityId, version, nowMs, gms }: Occasion): EventFacts {
  const id = `body-broker-integration:${entityId}:${version}`;
  const { requestId = id, correlationId = id, ...trace } = currentContext() ?? {};
  return {
    source: 'body-broker-integration',
    clock: { now: () => nowMs },
    entityId,
    entityVersion: version,
    playerId,
    context: { ...trace, requestId, correlationId, worldId },
    ...(gms === undefined ? {} : { gameTimeGms: BigInt(gms) }),
  };
}
