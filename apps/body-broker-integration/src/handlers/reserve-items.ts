import {
  Reservation,
  ReserveItemsRequest,
  type IBodyBrokerIntegrationService,
} from '@bodybroker/contracts-body-broker-integration';
import type { Handler } from '@bodybroker/nats-sdk';
import { markReplay, receiptOf } from '@bodybroker/service-kit';
import type { Deps } from '../deps.js';
import { reserveParts } from '../flows/hold-items.js';

/** Keeps parts of a player for something. */
export const reserveItems =
  (deps: Deps): Handler<IBodyBrokerIntegrationService, 'reserveItems'> =>
  async (request, context) => {
    const { playerId, partIds, expiresMs, reference } = request;
    const receipt = receiptOf(context, ReserveItemsRequest.toBinary(request));
    const order = { playerId, partIds, expiresMs: Number(expiresMs), reference, receipt };
    const result = await reserveParts(deps, order);
    if (result.status === 'replayed') markReplay(context);
    return Reservation.fromBinary(result.response);
  };
