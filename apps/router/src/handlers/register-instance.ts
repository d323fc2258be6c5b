import { DomainError } from '@bodybroker/domain';
import type { Instance as InstanceMessage } from '@bodybroker/contracts-router';
import type { Deps, RouterHandler } from '../deps.js';
import { register } from '../domain/instance.js';
import { toInstance } from '../mapping/to-instance.js';
import { instanceTold } from '../publishers/instance-told.js';
import { checkVersion } from './check-version.js';

const MAX_INSTANCES = 200;

export function registerInstance({ instances, clock }: Deps): RouterHandler<'registerInstance'> {
  return async ({ instance: message, leaseMs }) => {
    const instance = toInstance(message as InstanceMessage);
    const { service, instanceId } = instance;
    checkVersion(instance.version, 'instance.version');
    const known = await instances.ofService(service);
    if (known.length >= MAX_INSTANCES && !known.some((each) => each.instance.instanceId === instanceId)) {
      throw new DomainError('RESOURCE_EXHAUSTED', 'TOO_MANY_INSTANCES', `${service} has ${MAX_INSTANCES} instances`, {
        retryable: false,
      });
    }
    const { leaseExpiresMs } = await instances.change(
      { service, instanceId },
      (current) => register(current, instance, Number(leaseMs), clock.now()),
      (before, after, version) => instanceTold(before, after, version, clock),
    );
    return { instanceId, leaseExpiresMs: BigInt(leaseExpiresMs) };
  };
}
