import { SubjectRef, type ICapabilityRegistryService } from '@bodybroker/contracts-capability-registry';
import { invalidArgument } from '@bodybroker/domain';
import type { Handler } from '@bodybroker/nats-sdk';
import type { Deps } from '../deps.js';
import { compares, meets } from '../domain/compatibility.js';
import { toRequirements } from '../mapping/to-requirements.js';
import { subjectRef } from '../mapping/to-subject.js';

/** Whether a subject can do what another can, or what is required. */
export const checkCompatibility =
  (deps: Deps): Handler<ICapabilityRegistryService, 'checkCompatibility'> =>
  async ({ subjectA, against }) => {
    const { subjects, rules, conflictsOf } = deps;
    const { subject } = await subjects.require(subjectRef(subjectA ?? SubjectRef.create(), 'subject_a.kind'));
    const { missing, warnings } = await compare();
    return {
      compatible: missing.length === 0,
      missing: missing.map((each) => ({ ...each })),
      warnings: warnings.map((each) => ({ ...each })),
    };

    async function compare() {
      switch (against.oneofKind) {
        case 'subjectB': {
          const other = await subjects.require(subjectRef(against.subjectB, 'subject_b.kind'));
          return compares(subject, other.subject, rules, conflictsOf);
        }
        case 'requirements':
          return meets(subject, toRequirements(against.requirements.requirements, deps), rules);
        default:
          throw invalidArgument('against', 'must be a subject or requirements', 'FIELD_REQUIRED');
      }
    }
  };
