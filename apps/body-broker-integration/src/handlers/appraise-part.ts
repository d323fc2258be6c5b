import type { IBodyBrokerIntegrationService } from '@bodybroker/contracts-body-broker-integration';
import type { Handler } from '@bodybroker/nats-sdk';
import type { Deps } from '../deps.js';
import { appraise } from '../domain/appraisal.js';
import { clientOf } from '../domain/client.js';
import { assessPart } from '../flows/assess-parts.js';
import { assertYours } from '../mapping/player-of.js';

/** What a part may bring now, and why. */
export const appraisePart =
  (deps: Deps): Handler<IBodyBrokerIntegrationService, 'appraisePart'> =>
  async ({ partId, buyerNpcId }, context) => {
    const part = await deps.parts.require(partId);
    const { playerId } = part.value;
    assertYours(playerId, context);
    const client = buyerNpcId === '' ? undefined : clientOf(deps.clients, buyerNpcId);
    const [{ freshness }, { reputation }] = await Promise.all([assessPart(deps, part), deps.standings.read(playerId)]);
    const buyer = client && { client, reputation: reputation[client.faction] ?? 0 };
    const { lowPrice, highPrice, factors } = appraise(deps.goods, part.value, freshness, buyer);
    return {
      partId,
      lowPrice: BigInt(lowPrice),
      highPrice: BigInt(highPrice),
      factors: [...factors],
      partVersion: part.version,
    };
  };
