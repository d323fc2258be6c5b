import { Reservation as ReservationMessage } from '@bodybroker/contracts-body-broker-integration';
import { failedPrecondition, invalidArgument } from '@bodybroker/domain';
import type { Claim, ReceiptRef } from '@bodybroker/storage';
import type { Deps } from '../deps.js';
import { assertFree, assertHeld } from '../domain/part.js';
import { RESERVATION_TURNS, reservationEnd, type Reservation } from '../domain/reservation.js';
import { toReservation } from '../mapping/to-reservation.js';
import { dueAt, notDue } from '../storage/due.js';
import type { PlayerDraft } from '../storage/player-draft.js';
import { RESERVATION, reservationIdOf } from '../storage/reservations.js';

export interface ReserveOrder {
  readonly playerId: string;
  readonly partIds: readonly string[];
  /** 0: as long as usual. */
  readonly expiresMs: number;
  readonly reference: string;
  readonly receipt: ReceiptRef;
}

/** Keeps parts for something: all of them or none. Answers the reservation in protobuf. */
export async function reserveParts({ holdings, clock }: Deps, order: ReserveOrder) {
  const { playerId, partIds, reference, receipt } = order;
  if (new Set(partIds).size !== partIds.length) throw invalidArgument('part_ids', 'must name each part once', 'TWICE');
  const id = reservationIdOf(playerId, receipt.key);
  return holdings.changeOnce(playerId, receipt, async (draft) => {
    const before = await draft.get<Reservation>(RESERVATION, id);
    if (before !== undefined) throw ended(id, before.value);
    for (const partId of partIds) {
      const part = await draft.part(partId);
      assertHeld(partId, part.value);
      assertFree(partId, part.value);
      draft.changePart(part, { ...part.value, reservationId: id });
    }
    const expiresMs = reservationEnd(clock.now(), order.expiresMs);
    const reservation: Reservation = { playerId, reference, partIds, status: 'LIVE', expiresMs, toOwner: '' };
    const { value, version } = draft.put(RESERVATION, id, reservation, undefined);
    draft.also({ indexes: [dueAt('reservation', id, expiresMs)] });
    return ReservationMessage.toBinary(toReservation(id, value, version));
  });
}

export interface Undone {
  /** Empty when there was no such reservation. */
  readonly reservationId: string;
  readonly partIds: readonly string[];
  readonly isFound: boolean;
}

/** Stands for a reservation that never arrived, so that it is refused should it still arrive. */
const NEVER = { reference: '', partIds: [], status: 'RELEASED', expiresMs: 0, toOwner: '' } as const;

/**
 * Sets the parts of a live reservation free. One that has ended, or went to another owner, stays as it is; one that never arrived will
 * not arrive any more.
 */
export async function releaseReservation(
  { holdings }: Deps,
  playerId: string,
  id: string,
  claim?: Claim,
): Promise<Undone> {
  return holdings.change(
    playerId,
    async (draft) => {
      const reservation = await draft.get<Reservation>(RESERVATION, id);
      if (reservation === undefined) {
        draft.put<Reservation>(RESERVATION, id, { playerId, ...NEVER }, undefined);
        return { reservationId: '', partIds: [], isFound: false };
      }
      const status = RESERVATION_TURNS[reservation.value.status].release;
      if (status === undefined) return { reservationId: id, partIds: [], isFound: true };
      draft.put(RESERVATION, id, { ...reservation.value, status }, reservation);
      const partIds = await freeParts(draft, id, reservation.value.partIds);
      if (claim === undefined) draft.also({ indexes: [notDue('reservation', id)] });
      return { reservationId: id, partIds, isFound: true };
    },
    claim === undefined ? [] : [claim],
  );
}

async function freeParts(draft: PlayerDraft, id: string, partIds: readonly string[]): Promise<readonly string[]> {
  const freed: string[] = [];
  for (const partId of partIds) {
    const part = await draft.part(partId);
    if (part.value.reservationId !== id) continue;
    draft.changePart(part, { ...part.value, reservationId: '' });
    freed.push(partId);
  }
  return freed;
}

function ended(id: string, { status }: Reservation): Error {
  const facts = { reservation_id: id, status };
  return failedPrecondition('RESERVATION_ENDED', `reservation ${id} was ended before`, facts);
}
