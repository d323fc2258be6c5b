import type { Claim, Entity } from '@bodybroker/storage';
import type { Deps } from '../deps.js';
import { assertDelivering, contractOfDelivery, revertDelivery, turned, type Contract } from '../domain/contract.js';
import { afterBreach, afterSettlement } from '../domain/standing.js';
import type { Delivery } from '../peers/workflows.js';
import { dealTold } from '../publishers/deal-told.js';

/**
 * Has the workflow of a delivery started; it is the same one however often, also when it is over. Answers its execution, or undefined when
 * orchestration does not answer: then the due list starts it later.
 */
export async function startSettlement(
  { workflows, contracts }: Deps,
  id: string,
  delivery: Delivery,
): Promise<string | undefined> {
  const executionId = await workflows.settle(id, delivery).catch(() => undefined);
  // Should this fail it is started again from the due list, which changes nothing.
  if (executionId !== undefined) await contracts.deliveryStarted(delivery.settlementId).catch(() => undefined);
  return executionId;
}

/** A delivery from the due list whose workflow was not started at once. */
export async function startDueSettlement(
  { workflows, contracts }: Deps,
  settlementId: string,
  claim: Claim,
): Promise<void> {
  const { id, value } = await contracts.require(contractOfDelivery(settlementId));
  if (value.status === 'DELIVERING' && value.settlementId === settlementId) await workflows.settle(id, value);
  await contracts.deliveryStarted(settlementId, claim);
}

/** The contract is delivered and paid for. One that is settled by this delivery already stays so. */
export async function settleDelivery(deps: Deps, id: string, settlementId: string): Promise<Entity<Contract>> {
  const { contracts, standings, gameClock, world, clock } = deps;
  const before = await contracts.require(id);
  const { worldId, regionId, playerId } = before.value;
  const gms = await gameClock.now(worldId);
  // The money has moved: a world that does not answer must not hold the contract up. Then there is no heat for it.
  const quiet = { regionId, isGuarded: false };
  const ward = await world.ward(worldId, regionId, { timeoutMs: 600 }).catch(() => quiet);
  return contracts.change(id, async ({ value: contract }, version) => {
    if (contract.status === 'SETTLED' && contract.settlementId === settlementId) return undefined;
    assertDelivering(contract, settlementId);
    const settled = turned(contract, 'settle');
    const standing = await standings.changing(playerId, (known) => afterSettlement(known, settled, gms, ward));
    const told = dealTold('settled', { id, contract: settled, version, gms, nowMs: clock.now() });
    return { value: settled, puts: [standing], events: [told] };
  });
}

/** The delivery is undone: ACCEPTED again. One that is not in progress by this settlement stays as it is. */
export function undoDelivery(
  { contracts }: Deps,
  id: string,
  settlementId: string,
  reason: string,
): Promise<Entity<Contract>> {
  return contracts.change(id, ({ value }) => {
    const reverted = revertDelivery(value, settlementId, reason);
    return reverted && { value: reverted };
  });
}

/** An accepted contract whose deadline is past is broken. One that has gone another way stays as it is. */
export async function breachContract(deps: Deps, id: string): Promise<Entity<Contract>> {
  const { contracts, standings, gameClock, clock } = deps;
  const { value: before } = await contracts.require(id);
  const gms = await gameClock.now(before.worldId);
  return contracts.change(id, async ({ value: contract }, version) => {
    if (contract.status !== 'ACCEPTED' || gms < contract.deadlineGms) return undefined;
    const breached = { ...turned(contract, 'breach'), reason: 'the deadline is past' };
    const standing = await standings.changing(contract.playerId, (known) => afterBreach(known, breached));
    const told = dealTold('breached', { id, contract: breached, version, gms, nowMs: clock.now() });
    return { value: breached, puts: [standing], events: [told] };
  });
}
