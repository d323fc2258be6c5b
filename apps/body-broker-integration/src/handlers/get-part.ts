import type { IBodyBrokerIntegrationService } from '@bodybroker/contracts-body-broker-integration';
import type { Handler } from '@bodybroker/nats-sdk';
import type { Deps } from '../deps.js';
import { assessPart } from '../flows/assess-parts.js';
import { assertYours } from '../mapping/player-of.js';
import { toPart } from '../mapping/to-part.js';

/** One part, as it is now. */
export const getPart =
  (deps: Deps): Handler<IBodyBrokerIntegrationService, 'getPart'> =>
  async ({ partId }, context) => {
    const part = await deps.parts.require(partId);
    assertYours(part.value.playerId, context);
    return toPart(await assessPart(deps, part));
  };
