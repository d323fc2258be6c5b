import type { IBodyBrokerIntegrationService } from '@bodybroker/contracts-body-broker-integration';
import { notFound } from '@bodybroker/domain';
import type { Handler } from '@bodybroker/nats-sdk';
import type { Deps } from '../deps.js';
import { commitReservation as handOver } from '../flows/transfer-items.js';
import { toReservation } from '../mapping/to-reservation.js';

/** Hands the parts of a live reservation to another owner. */
export const commitReservation =
  (deps: Deps): Handler<IBodyBrokerIntegrationService, 'commitReservation'> =>
  async ({ reservationId, toOwner }) => {
    const reservation = await deps.reservations.find(reservationId);
    const committed = reservation && (await handOver(deps, reservation, toOwner));
    if (committed === undefined) throw notFound('reservation', reservationId);
    return toReservation(committed.id, committed.value, committed.version);
  };
