import { SubjectRef, type ICapabilityRegistryService } from '@bodybroker/contracts-capability-registry';
import type { Handler } from '@bodybroker/nats-sdk';
import type { Deps } from '../deps.js';
import { acceptCapabilities } from '../domain/accept-capabilities.js';
import { leaseId } from '../domain/lease-id.js';
import { requireMayRegister } from '../domain/may-register.js';
import { toCapabilities } from '../mapping/to-capabilities.js';
import { subjectRef } from '../mapping/to-subject.js';

/** Registers all that a subject can do, in place of what it could do before. */
export const registerCapabilities =
  (deps: Deps): Handler<ICapabilityRegistryService, 'registerCapabilities'> =>
  async (request, { actor }) => {
    const subject = subjectRef(request.subject ?? SubjectRef.create(), 'subject.kind');
    requireMayRegister(actor, subject);
    const offered = toCapabilities(request.capabilities, deps);
    const { accepted, rejected } = acceptCapabilities(offered, deps.conflictsOf);
    const generation = String(request.generation);
    const leaseMs = Number(request.leaseMs);
    const live = await deps.subjects.register({ ...subject, capabilities: accepted, generation, leaseMs });
    return {
      leaseId: leaseId({ subject, generation }),
      expiresMs: BigInt(live.expiresMs),
      rejected: rejected.map((each) => ({ ...each })),
      version: live.version,
    };
  };
