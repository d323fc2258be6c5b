import {
  type Reservation as ReservationMessage,
  ReservationStatus,
} from '@bodybroker/contracts-body-broker-integration';
import type { Reservation } from '../domain/reservation.js';

export function toReservation(
  reservationId: string,
  { playerId, reference, partIds, status, expiresMs, toOwner }: Reservation,
  version: bigint,
): ReservationMessage {
  return {
    reservationId,
    playerId,
    reference,
    partIds: [...partIds],
    status: ReservationStatus[status],
    expiresMs: BigInt(expiresMs),
    toOwner,
    version,
  };
}
