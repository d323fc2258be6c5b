import { StateTransaction, TransactStateRequest } from '@bodybroker/contracts-state-manager';
import type { StateHandler, StateManagerDeps } from '../deps.js';
import { applyOperation, type Outcome } from '../domain/operation.js';
import { checkSteps } from '../domain/transaction.js';
import { callerOf } from '../mapping/caller-of.js';
import { stepOf } from '../mapping/operations.js';
import { markReplay, receiptIfKeyed } from '@bodybroker/service-kit';
import type { StoredState } from '../storage/state-repository.js';

export function transactState({ states }: StateManagerDeps): StateHandler<'transactState'> {
  return async (request, context) => {
    const steps = request.ops.map(stepOf);
    checkSteps(steps);
    const caller = callerOf(context);
    const receipt = receiptIfKeyed(context, TransactStateRequest.toBinary(request));
    const result = await states.change(
      steps.map(({ id }) => id),
      (current, nowMs) => ({
        writes: steps.map(({ operation, expectedVersion }, at): Outcome => {
          const state = current[at];
          if (state === undefined) return { kind: 'keep' };
          return applyOperation(state, operation, { caller, nowMs, expectedVersion });
        }),
      }),
      {
        signal: context.signal,
        ...(receipt && { once: { receipt, respond: (after) => StateTransaction.toBinary(transactionOf(after)) } }),
      },
    );
    if (result.status === 'done') return transactionOf(result.states);
    markReplay(context);
    return StateTransaction.fromBinary(result.response);
  };
}

function transactionOf(after: readonly StoredState[]): StateTransaction {
  return { results: after.map(({ id, version }) => ({ id, version })) };
}
