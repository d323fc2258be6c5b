import { applyOperation, type Operation } from '../domain/operation.js';
import type { Caller } from '../domain/permissions.js';
import type { StateId } from '../domain/state-id.js';
import type { StateRepository, StoredState } from '../storage/state-repository.js';

export interface ChangeOneOptions {
  readonly caller: Caller;
  readonly expectedVersion: bigint | undefined;
  readonly signal: AbortSignal;
}

/** Does one operation on one entry; answers the entry as it then is. */
export async function changeOne(
  states: StateRepository,
  id: StateId,
  operation: Operation,
  { caller, expectedVersion, signal }: ChangeOneOptions,
): Promise<StoredState> {
  const result = await states.change(
    [id],
    (current, nowMs) => ({
      writes: current.map((state) => applyOperation(state, operation, { caller, nowMs, expectedVersion })),
    }),
    { signal },
  );
  const [state] = result.status === 'done' ? result.states : [];
  return state ?? states.get(id);
}
