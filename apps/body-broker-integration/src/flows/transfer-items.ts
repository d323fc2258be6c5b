import type { Entity } from '@bodybroker/storage';
import type { Deps } from '../deps.js';
import { ownerOf, type Part } from '../domain/part.js';
import {
  assertCommittable,
  DEFAULT_RESERVATION_MS,
  RESERVATION_TURNS,
  type Reservation,
} from '../domain/reservation.js';
import { tellInventory } from '../publishers/inventory-told.js';
import { partTransferred } from '../publishers/part-told.js';
import { dueAt, notDue } from '../storage/due.js';
import type { PlayerDraft } from '../storage/player-draft.js';
import { RESERVATION } from '../storage/reservations.js';
import type { Undone } from './hold-items.js';
import { whenToLook } from './when-to-look.js';

/** Hands the parts of a live reservation to another owner; one that went there already stays as it is. */
export async function commitReservation(
  { holdings, clock }: Deps,
  { id, value: { playerId } }: Entity<Reservation>,
  toOwner: string,
): Promise<Entity<Reservation> | undefined> {
  return holdings.change(playerId, async (draft) => {
    const reservation = await draft.get<Reservation>(RESERVATION, id);
    if (reservation === undefined) return undefined;
    if (reservation.value.status === 'COMMITTED' && reservation.value.toOwner === toOwner) return reservation;
    const nowMs = clock.now();
    assertCommittable(id, reservation.value, nowMs);
    let worldId = '';
    for (const part of await partsOf(draft, reservation.value)) {
      ({ worldId } = part.value);
      const gone = draft.removePart(part, { ...part.value, owner: toOwner, state: 'TRANSFERRED', reservationId: '' });
      draft.also({ events: [partTransferred(gone, part.value.owner, reservation.value.reference, nowMs)] });
    }
    draft.also({ indexes: [notDue('reservation', id)] });
    tellInventory(draft, 'transfer', worldId, nowMs);
    return draft.put<Reservation>(RESERVATION, id, { ...reservation.value, status: 'COMMITTED', toOwner }, reservation);
  });
}

/**
 * Brings the parts of a committed reservation back; it holds them until it is released. One that is still live will not be committed
 * any more.
 */
export async function returnReservation(deps: Deps, playerId: string, id: string): Promise<Undone> {
  const { holdings, clock } = deps;
  return holdings.change(playerId, async (draft) => {
    const reservation = await draft.get<Reservation>(RESERVATION, id);
    if (reservation === undefined) return { reservationId: '', partIds: [], isFound: false };
    const status = RESERVATION_TURNS[reservation.value.status].return;
    if (status === undefined) return { reservationId: id, partIds: [], isFound: true };
    const nowMs = clock.now();
    const expiresMs = nowMs + DEFAULT_RESERVATION_MS;
    draft.put(RESERVATION, id, { ...reservation.value, status, expiresMs, toOwner: '' }, reservation);
    draft.also({ indexes: [dueAt('reservation', id, expiresMs)] });
    const back = reservation.value.status === 'COMMITTED' ? await bringBack(deps, draft, id, reservation.value) : [];
    return { reservationId: id, partIds: back, isFound: true };
  });
}

async function bringBack(
  { goods, histories, clock }: Deps,
  draft: PlayerDraft,
  id: string,
  reservation: Reservation,
): Promise<readonly string[]> {
  const nowMs = clock.now();
  let worldId = '';
  for (const part of await partsOf(draft, reservation)) {
    ({ worldId } = part.value);
    const owner = ownerOf(draft.playerId);
    const value: Part = { ...part.value, owner, state: 'HELD', reservationId: id };
    const history = await histories.read(worldId, value.regionId);
    // Looked at from where its decay was last reckoned: early at worst, and then it is looked at again.
    const lookGms = whenToLook(goods, value, history, value.decay.sinceGms);
    const returned = draft.bringBack(part, value, lookGms);
    draft.also({ events: [partTransferred(returned, part.value.owner, reservation.reference, nowMs)] });
  }
  tellInventory(draft, 'return', worldId, nowMs);
  return reservation.partIds;
}

const partsOf = (draft: PlayerDraft, { partIds }: Reservation): Promise<readonly Entity<Part>[]> =>
  Promise.all(partIds.map((partId) => draft.part(partId)));
