import { Grant as GrantMessage, GrantStatus } from '@bodybroker/contracts-body-broker-integration';
import type { ReceiptRef } from '@bodybroker/storage';
import type { Deps } from '../deps.js';
import { grantRevoked, planGrant, type Grant, type GrantedItem } from '../domain/grant.js';
import { grantedPart } from '../domain/part.js';
import { tellInventory } from '../publishers/inventory-told.js';
import { GRANT, grantIdOf } from '../storage/grants.js';
import { partIdOf } from '../storage/parts.js';
import { whenToLook } from './when-to-look.js';

export interface GrantOrder {
  readonly playerId: string;
  readonly worldId: string;
  readonly items: readonly GrantedItem[];
  readonly reference: string;
  readonly receipt: ReceiptRef;
}

/** Where things that are given to a player are put: the player's rooms. */
const HOME_REGION = 'tallow-ward';

/** Gives a player things: all of them or none. Answers the grant in protobuf. */
export async function grantItems(deps: Deps, order: GrantOrder) {
  const { playerId, worldId, items, reference, receipt } = order;
  const plan = planGrant(deps.goods, items);
  const id = grantIdOf(playerId, receipt.key);
  // Things have no age: the game clock is asked for parts only.
  const gms = plan.partTypes.length === 0 ? 0 : await deps.gameClock.now(worldId);
  const history = plan.partTypes.length === 0 ? [] : await deps.histories.read(worldId, HOME_REGION);
  return deps.holdings.changeOnce(playerId, receipt, async (draft) => {
    const before = await draft.get<Grant>(GRANT, id);
    if (before?.value.status === 'REVOKED') throw grantRevoked(id);
    const nowMs = deps.clock.now();
    draft.changeItems(plan.items);
    const partIds = plan.partTypes.map((partType, index) => {
      const facts = { playerId, worldId, regionId: HOME_REGION, partType, reference, gms, nowMs };
      const part = grantedPart(facts);
      const partId = partIdOf(playerId, 'grant', receipt.key, index);
      draft.addPart(partId, part, whenToLook(deps.goods, part, history, gms));
      return partId;
    });
    const { version } = draft.put<Grant>(GRANT, id, { playerId, reference, items, partIds, status: 'GRANTED' }, before);
    tellInventory(draft, 'grant', worldId, nowMs);
    return GrantMessage.toBinary({
      grantId: id,
      playerId,
      reference,
      items: items.map(({ itemId, count }) => ({ itemId, count: BigInt(count) })),
      partIds,
      status: GrantStatus.GRANTED,
      version,
    });
  });
}

export interface Revoked {
  /** Empty when there was no such grant. */
  readonly grantId: string;
  readonly items: readonly GrantedItem[];
  readonly isFound: boolean;
}

const NEVER = { reference: '', items: [], partIds: [], status: 'REVOKED' } as const;

/**
 * Takes back what a grant gave and is still there: parts that somebody else holds or has by now are not. A grant that never arrived will
 * not arrive any more.
 */
export async function revokeGrant(
  { holdings, goods, clock }: Deps,
  playerId: string,
  id: string,
  worldId: string,
): Promise<Revoked> {
  return holdings.change(playerId, async (draft) => {
    const grant = await draft.get<Grant>(GRANT, id);
    if (grant === undefined) {
      draft.put<Grant>(GRANT, id, { playerId, ...NEVER }, undefined);
      return { grantId: '', items: [], isFound: false };
    }
    if (grant.value.status === 'REVOKED') return { grantId: id, items: [], isFound: true };
    const { items: stacks } = planGrant(goods, grant.value.items);
    const changed = draft.changeItems(Object.fromEntries(Object.entries(stacks).map(([item, n]) => [item, -n])));
    const taken = new Map(Object.entries(changed).map(([itemId, delta]) => [itemId, -delta]));
    for (const partId of grant.value.partIds) {
      const part = await draft.find(partId);
      if (part?.value.state !== 'HELD' || part.value.reservationId !== '') continue;
      draft.removePart(part, { ...part.value, state: 'DISCARDED' });
      taken.set(part.value.partType, (taken.get(part.value.partType) ?? 0) + 1);
    }
    draft.put<Grant>(GRANT, id, { ...grant.value, status: 'REVOKED' }, grant);
    tellInventory(draft, 'revoke', worldId, clock.now());
    return { grantId: id, items: [...taken].map(([itemId, count]) => ({ itemId, count })), isFound: true };
  });
}
