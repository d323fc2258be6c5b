import type { ICapabilityRegistryService } from '@bodybroker/contracts-capability-registry';
import type { Handler } from '@bodybroker/nats-sdk';
import type { Deps } from '../deps.js';
import { matches } from '../domain/match.js';
import { subjectKey } from '../domain/subject.js';
import { kindFilter, toSubject } from '../mapping/to-subject.js';
import { toRequirements } from '../mapping/to-requirements.js';

const DEFAULT_LIMIT = 50;

/** Live subjects that satisfy every requirement that is not optional, best first. */
export const findSubjects =
  (deps: Deps): Handler<ICapabilityRegistryService, 'findSubjects'> =>
  async (request) => {
    const kind = kindFilter(request.kind);
    const requirements = toRequirements(request.requirements, deps);
    const narrowing = requirements.find(({ isOptional }) => !isOptional)?.name ?? '';
    const live = await deps.subjects.live({ kind, capability: narrowing });
    const byKey = new Map(live.map((each) => [subjectKey(each.subject), each]));
    const found = matches(
      live.map(({ subject }) => subject),
      requirements,
      deps.rules,
    );
    return {
      matches: found.slice(0, request.limit === 0 ? DEFAULT_LIMIT : request.limit).flatMap((match) => {
        const { score, satisfied, missing } = match;
        const subject = byKey.get(subjectKey(match.subject));
        return subject === undefined
          ? []
          : [{ subject: toSubject(subject), score, satisfied: [...satisfied], missing: [...missing] }];
      }),
    };
  };
