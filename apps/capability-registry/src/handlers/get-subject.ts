import type { ICapabilityRegistryService } from '@bodybroker/contracts-capability-registry';
import type { Handler } from '@bodybroker/nats-sdk';
import type { Deps } from '../deps.js';
import { subjectRef, toSubject } from '../mapping/to-subject.js';

/** A live subject. */
export const getSubject =
  ({ subjects }: Deps): Handler<ICapabilityRegistryService, 'getSubject'> =>
  async (request) =>
    toSubject(await subjects.require(subjectRef(request)));
