import { failedPrecondition } from '@bodybroker/domain';
import type { Entity } from '@bodybroker/storage';
import type { Deps } from '../deps.js';
import type { Contract } from '../domain/contract.js';
import { assertFit } from '../domain/demand.js';
import { assertFree, assertHeld, type Part } from '../domain/part.js';
import { assessParts } from './assess-parts.js';

/**
 * The parts of a delivery are the broker's, free, and what the client wants.
 * @throws DomainError FAILED_PRECONDITION PART_UNFIT, WRONG_COUNT, PART_RESERVED, PART_GONE; NOT_FOUND PART_NOT_FOUND
 */
export async function assertDeliverable(deps: Deps, contract: Contract): Promise<void> {
  const parts = await partsOf(deps, contract);
  for (const { id, value } of parts) assertFree(id, value);
  await assertWanted(deps, contract, parts);
}

/**
 * The parts of a delivery are all held by one reservation, and what the client wants.
 * @throws DomainError FAILED_PRECONDITION PART_UNFIT, WRONG_COUNT, PART_GONE, NOT_RESERVED; NOT_FOUND PART_NOT_FOUND
 */
export async function assertReservedFit(deps: Deps, contract: Contract): Promise<void> {
  const parts = await partsOf(deps, contract);
  const [first] = parts;
  const loose = parts.find(
    ({ value }) => value.reservationId === '' || value.reservationId !== first?.value.reservationId,
  );
  if (loose !== undefined)
    throw failedPrecondition('NOT_RESERVED', `part ${loose.id} is not reserved with the others`, { part_id: loose.id });
  await assertWanted(deps, contract, parts);
}

async function partsOf(deps: Deps, contract: Contract): Promise<readonly Entity<Part>[]> {
  const parts = await Promise.all([...new Set(contract.partIds)].map((id) => deps.parts.require(id)));
  for (const { id, value } of parts) {
    const why = 'belongs to somebody else';
    if (value.playerId !== contract.playerId)
      throw failedPrecondition('PART_UNFIT', `part ${id} ${why}`, { part_id: id, why });
    assertHeld(id, value);
  }
  return parts;
}

async function assertWanted(deps: Deps, { demand }: Contract, parts: readonly Entity<Part>[]): Promise<void> {
  const assessed = await assessParts(deps, parts);
  assertFit(
    demand,
    assessed.map(({ part, freshness }) => ({ id: part.id, part: part.value, freshness })),
  );
}
