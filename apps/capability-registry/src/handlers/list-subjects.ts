import type { ICapabilityRegistryService } from '@bodybroker/contracts-capability-registry';
import { readPage } from '@bodybroker/domain';
import type { Handler } from '@bodybroker/nats-sdk';
import type { Deps } from '../deps.js';
import { kindFilter, toSubject } from '../mapping/to-subject.js';

/** The live subjects, by kind and id. */
export const listSubjects =
  ({ subjects, definitions }: Deps): Handler<ICapabilityRegistryService, 'listSubjects'> =>
  async (request) => {
    const { capability } = request;
    const kind = kindFilter(request.kind);
    if (capability !== '') definitions.require(capability);
    const { rows, nextPageToken } = await subjects.page({ kind, capability }, readPage(request, [kind, capability]));
    return { subjects: rows.map(toSubject), nextPageToken };
  };
