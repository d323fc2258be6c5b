import {
  Grant,
  GrantItemsRequest,
  type IBodyBrokerIntegrationService,
} from '@bodybroker/contracts-body-broker-integration';
import type { Handler } from '@bodybroker/nats-sdk';
import { markReplay, receiptOf } from '@bodybroker/service-kit';
import type { Deps } from '../deps.js';
import { grantItems as giveItems } from '../flows/grant-items.js';

/** Gives a player things; a repeat with the same idempotency key gives nothing more. */
export const grantItems =
  (deps: Deps): Handler<IBodyBrokerIntegrationService, 'grantItems'> =>
  async (request, context) => {
    const { playerId, items, reference } = request;
    const result = await giveItems(deps, {
      playerId,
      worldId: context.worldId,
      items: items.map(({ itemId, count }) => ({ itemId, count: Number(count) })),
      reference,
      receipt: receiptOf(context, GrantItemsRequest.toBinary(request)),
    });
    if (result.status === 'replayed') markReplay(context);
    return Grant.fromBinary(result.response);
  };
