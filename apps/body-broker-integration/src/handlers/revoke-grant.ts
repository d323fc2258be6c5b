import type { IBodyBrokerIntegrationService } from '@bodybroker/contracts-body-broker-integration';
import type { Handler } from '@bodybroker/nats-sdk';
import type { Deps } from '../deps.js';
import { revokeGrant as takeBack } from '../flows/grant-items.js';
import { undoTarget } from '../mapping/undo-target.js';
import { grantIdOf } from '../storage/grants.js';

/** Takes back what a grant gave and is still there. */
export const revokeGrant =
  (deps: Deps): Handler<IBodyBrokerIntegrationService, 'revokeGrant'> =>
  async ({ grantId, playerId, grantKey }, { worldId }) => {
    const target = undoTarget(
      { id: grantId, idField: 'grant_id', playerId, key: grantKey, keyField: 'grant_key' },
      grantIdOf,
    );
    const holder = target.playerId ?? (await deps.grants.find(target.id))?.value.playerId;
    if (holder === undefined) return { grantId: '', items: [], found: false };
    const { grantId: revoked, items, isFound } = await takeBack(deps, holder, target.id, worldId);
    return {
      grantId: revoked,
      items: items.map(({ itemId, count }) => ({ itemId, count: BigInt(count) })),
      found: isFound,
    };
  };
