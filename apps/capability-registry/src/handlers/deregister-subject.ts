import type { ICapabilityRegistryService } from '@bodybroker/contracts-capability-registry';
import type { Handler } from '@bodybroker/nats-sdk';
import type { Deps } from '../deps.js';
import { requireMayRegister } from '../domain/may-register.js';
import { subjectRef, toSubject } from '../mapping/to-subject.js';

/** Takes a subject out. */
export const deregisterSubject =
  ({ subjects }: Deps): Handler<ICapabilityRegistryService, 'deregisterSubject'> =>
  async (request, { actor }) => {
    const subject = subjectRef(request);
    requireMayRegister(actor, subject);
    const generation = request.generation === undefined ? undefined : String(request.generation);
    return toSubject(await subjects.deregister(subject, generation));
  };
