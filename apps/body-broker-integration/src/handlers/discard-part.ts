import type { IBodyBrokerIntegrationService } from '@bodybroker/contracts-body-broker-integration';
import type { Handler } from '@bodybroker/nats-sdk';
import type { Deps } from '../deps.js';
import { assertFree, assertHeld } from '../domain/part.js';
import { assessPart } from '../flows/assess-parts.js';
import { assertYours } from '../mapping/player-of.js';
import { toPart } from '../mapping/to-part.js';
import { tellInventory } from '../publishers/inventory-told.js';

/** Throws a part away. */
export const discardPart =
  (deps: Deps): Handler<IBodyBrokerIntegrationService, 'discardPart'> =>
  async ({ partId, expectedVersion }, context) => {
    const { playerId } = (await deps.parts.require(partId)).value;
    assertYours(playerId, context);
    const discarded = await deps.holdings.change(playerId, async (draft) => {
      const part = await draft.part(partId, expectedVersion);
      assertHeld(partId, part.value);
      assertFree(partId, part.value);
      const gone = draft.removePart(part, { ...part.value, state: 'DISCARDED' });
      tellInventory(draft, 'discard', part.value.worldId, deps.clock.now());
      return gone;
    });
    return toPart(await assessPart(deps, discarded));
  };
