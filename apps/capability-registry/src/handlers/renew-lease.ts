import type { ICapabilityRegistryService } from '@bodybroker/contracts-capability-registry';
import { DomainError } from '@bodybroker/domain';
import type { Handler } from '@bodybroker/nats-sdk';
import type { Deps } from '../deps.js';
import { readLeaseId } from '../domain/lease-id.js';
import { requireMayRegister } from '../domain/may-register.js';

/** Prolongs a lease by its length, from now. */
export const renewLease =
  ({ subjects }: Deps): Handler<ICapabilityRegistryService, 'renewLease'> =>
  async ({ leaseId }, { actor }) => {
    const lease = readLeaseId(leaseId);
    if (lease === undefined) throw new DomainError('NOT_FOUND', 'LEASE', 'there is no such lease');
    requireMayRegister(actor, lease.subject);
    return { leaseId, expiresMs: BigInt(await subjects.renew(lease.subject, lease.generation)) };
  };
