import { failedPrecondition } from '@bodybroker/domain';

export type ReservationStatus = 'LIVE' | 'COMMITTED' | 'RELEASED' | 'RETURNED';

/** Parts of a player that are kept for something. */
export interface Reservation {
  readonly playerId: string;
  readonly reference: string;
  readonly partIds: readonly string[];
  readonly status: ReservationStatus;
  /** Unix ms. */
  readonly expiresMs: number;
  /** Who has the parts of a committed one; empty before. */
  readonly toOwner: string;
}

export const DEFAULT_RESERVATION_MS = 600_000;
export const MIN_RESERVATION_MS = 1000;

/** What an event does to a reservation. A pair that is not here changes nothing. */
export const RESERVATION_TURNS: Readonly<
  Record<ReservationStatus, Partial<Record<'commit' | 'release' | 'return', ReservationStatus>>>
> = {
  // Returned before the commit arrived: it must not arrive any more.
  LIVE: { commit: 'COMMITTED', release: 'RELEASED', return: 'RETURNED' },
  COMMITTED: { return: 'RETURNED' },
  RETURNED: { release: 'RELEASED' },
  RELEASED: {},
};

/** How long a reservation lasts that was asked for so many ms; 0: as long as usual. */
export function reservationEnd(nowMs: number, askedMs: number): number {
  return nowMs + (askedMs === 0 ? DEFAULT_RESERVATION_MS : Math.max(MIN_RESERVATION_MS, askedMs));
}

/** @throws DomainError FAILED_PRECONDITION RESERVATION_ENDED, RESERVATION_COMMITTED when it went to another owner */
export function assertCommittable(id: string, reservation: Reservation, nowMs: number): void {
  const { status, expiresMs } = reservation;
  if (status === 'COMMITTED') {
    const facts = { reservation_id: id, to_owner: reservation.toOwner };
    throw failedPrecondition('RESERVATION_COMMITTED', `reservation ${id} went to another owner`, facts);
  }
  if (RESERVATION_TURNS[status].commit !== undefined && nowMs < expiresMs) return;
  const facts = { reservation_id: id, status };
  throw failedPrecondition('RESERVATION_ENDED', `reservation ${id} does not hold its parts any more`, facts);
}
