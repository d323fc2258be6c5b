import { InstanceStatus } from '@bodybroker/contracts-router';
import type { Deps, RouterHandler } from '../deps.js';
import { drained } from '../domain/instance.js';
import { toInstanceState } from '../mapping/to-instance.js';
import { instanceDown, instanceTold } from '../publishers/instance-told.js';

export function deregisterInstance({ instances, outcomes, clock }: Deps): RouterHandler<'deregisterInstance'> {
  return async ({ service, instanceId, drain }) => {
    const id = { service, instanceId };
    const known = await instances.require(id);
    if (drain) {
      const after = await instances.change(
        id,
        (current) => drained(current ?? known, clock.now()),
        (before, next, version) => instanceTold(before, next, version, clock),
      );
      return toInstanceState(after, outcomes.latencyMs(instanceId), clock.now());
    }
    await instances.forget(id, (gone, version) => instanceDown(gone, 'DEREGISTERED', version, clock));
    const state = toInstanceState(known, outcomes.latencyMs(instanceId), clock.now());
    outcomes.forget(instanceId);
    return { ...state, status: InstanceStatus.GONE };
  };
}
