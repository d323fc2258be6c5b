import type { CallContext } from '@bodybroker/nats-sdk';
import type { Caller } from '../domain/permissions.js';

/** Who asks, as permissions see it. A call without an actor may do what a player without any state may. */
export function callerOf({ actor }: Pick<CallContext, 'actor'>): Caller {
  if (actor.kind === 'service' || actor.kind === 'admin') return { kind: 'trusted' };
  return { kind: 'player', id: actor.id };
}
