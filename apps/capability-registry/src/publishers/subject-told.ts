import {
  SubjectExpired,
  SubjectKind,
  SubjectRegistered,
  SubjectUpdated,
} from '@bodybroker/contracts-capability-registry';
import type { Clock } from '@bodybroker/domain';
import { createEvent } from '@bodybroker/nats-sdk';
import type { OutboxEvent } from '@bodybroker/storage';
import { subjectKey, type Subject } from '../domain/subject.js';
import type { SubjectNews } from '../storage/subjects.js';

/** Tells that a subject came, changed or went; committed with the subject itself. */
export function subjectTold(subject: Subject, news: SubjectNews, version: bigint, clock: Clock): OutboxEvent {
  const { kind, id, generation, capabilities } = subject;
  const about = {
    kind: SubjectKind[kind],
    id,
    generation: BigInt(generation),
    capabilities: capabilities.map(({ name, version: capabilityVersion }) => ({ name, version: capabilityVersion })),
    version,
  };
  const facts = { source: 'capability-registry', clock, entityId: subjectKey(subject), entityVersion: version };
  switch (news.kind) {
    case 'registered':
      return createEvent(SubjectRegistered, about, facts);
    case 'updated':
      return createEvent(SubjectUpdated, about, facts);
    case 'expired':
      return createEvent(SubjectExpired, { ...about, reason: news.reason }, facts);
  }
}
