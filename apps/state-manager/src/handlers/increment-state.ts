import { IncrementedState, IncrementStateRequest } from '@bodybroker/contracts-state-manager';
import type { StateHandler, StateManagerDeps } from '../deps.js';
import { applyOperation } from '../domain/operation.js';
import { callerOf } from '../mapping/caller-of.js';
import { idOf } from '../mapping/id-of.js';
import { markReplay, receiptIfKeyed } from '@bodybroker/service-kit';

export function incrementState({ states }: StateManagerDeps): StateHandler<'incrementState'> {
  return async (request, context) => {
    const { path, delta, min, max } = request;
    const caller = callerOf(context);
    let answer: IncrementedState = { value: 0n, version: 0n };
    const receipt = receiptIfKeyed(context, IncrementStateRequest.toBinary(request));
    const result = await states.change(
      [idOf(request)],
      (current, nowMs) => ({
        writes: current.map((state) => {
          const operation = { kind: 'increment', change: { path, delta, min, max } } as const;
          const outcome = applyOperation(state, operation, { caller, nowMs, expectedVersion: undefined });
          if (outcome.kind === 'put') answer = { value: outcome.sum ?? 0n, version: 0n };
          return outcome;
        }),
      }),
      {
        signal: context.signal,
        ...(receipt && {
          once: {
            receipt,
            respond: ([state]) => IncrementedState.toBinary({ ...answer, version: state?.version ?? 0n }),
          },
        }),
      },
    );
    if (result.status === 'done') return { ...answer, version: result.states[0]?.version ?? 0n };
    markReplay(context);
    return IncrementedState.fromBinary(result.response);
  };
}
