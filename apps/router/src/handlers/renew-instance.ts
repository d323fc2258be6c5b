import { notFound } from '@bodybroker/domain';
import type { Deps, RouterHandler } from '../deps.js';
import { renew } from '../domain/instance.js';
import { instanceTold } from '../publishers/instance-told.js';

export function renewInstance({ instances, clock }: Deps): RouterHandler<'renewInstance'> {
  return async ({ service, instanceId, load, inFlight }) => {
    await instances.require({ service, instanceId });
    const { leaseExpiresMs } = await instances.change(
      { service, instanceId },
      (current) => {
        if (current === undefined) throw notFound('instance', instanceId);
        return renew(current, { load, inFlight }, clock.now());
      },
      (before, after, version) => instanceTold(before, after, version, clock),
    );
    return { instanceId, leaseExpiresMs: BigInt(leaseExpiresMs) };
  };
}
