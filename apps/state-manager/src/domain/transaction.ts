import { invalidArgument } from '@bodybroker/domain';
import type { Operation } from './operation.js';
import { stateName, type StateId } from './state-id.js';

export const MAX_OPERATIONS = 16;

/** One step of a transaction. */
export interface Step {
  readonly id: StateId;
  readonly operation: Operation;
  readonly expectedVersion: bigint | undefined;
}

/**
 * Lets a transaction through whose steps can see one state and happen at once: 1 to 16 steps on entries of one owner, each entry
 * changed at most once. @throws DomainError INVALID_ARGUMENT
 */
export function checkSteps(steps: readonly Step[]): void {
  const [first] = steps;
  if (first === undefined || steps.length > MAX_OPERATIONS) {
    throw invalidArgument('ops', `must be 1 to ${MAX_OPERATIONS}`);
  }
  const changed = new Set<string>();
  for (const { id, operation } of steps) {
    if (id.ownerId !== first.id.ownerId) {
      throw invalidArgument('ops', 'must all be about entries of one owner', 'SEVERAL_OWNERS');
    }
    if (operation.kind === 'check') continue;
    const name = stateName(id);
    if (changed.has(name)) throw invalidArgument('ops', `must not change ${name} twice`, 'CHANGED_TWICE');
    changed.add(name);
  }
}
