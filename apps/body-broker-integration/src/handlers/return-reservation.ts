import type { IBodyBrokerIntegrationService } from '@bodybroker/contracts-body-broker-integration';
import type { Handler } from '@bodybroker/nats-sdk';
import type { Deps } from '../deps.js';
import { returnReservation as undo } from '../flows/transfer-items.js';
import { undoTarget } from '../mapping/undo-target.js';
import { reservationIdOf } from '../storage/reservations.js';

/** Brings the parts of a committed reservation back. */
export const returnReservation =
  (deps: Deps): Handler<IBodyBrokerIntegrationService, 'returnReservation'> =>
  async ({ reservationId: id, playerId, reserveKey: key }) => {
    const request = { id, idField: 'reservation_id', playerId, key, keyField: 'reserve_key' };
    const target = undoTarget(request, reservationIdOf);
    const holder = target.playerId ?? (await deps.reservations.find(target.id))?.value.playerId;
    if (holder === undefined) return { reservationId: '', partIds: [], found: false };
    const { reservationId, partIds, isFound } = await undo(deps, holder, target.id);
    return { reservationId, partIds: [...partIds], found: isFound };
  };
