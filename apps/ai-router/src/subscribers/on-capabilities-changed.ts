import { SubjectExpired, SubjectRegistered, SubjectUpdated } from '@bodybroker/contracts-capability-registry';
import { subscriber, type Subscriber } from '@bodybroker/nats-sdk';
import type { ReplicaNotes } from './replica-notes.js';

/** Somebody can do other things than before: every replica asks anew who can do what. */
export const onCapabilitiesChanged = (notes: ReplicaNotes): Subscriber =>
  subscriber<SubjectRegistered | SubjectUpdated | SubjectExpired>({
    event: [SubjectRegistered, SubjectUpdated, SubjectExpired],
    durable: 'ai-router-capabilities',
    filterSubject: 'sys.capability.>',
    handle: () => notes.capabilitiesChanged(),
  });
