import {
  SubjectKind as SubjectKindMessage,
  type Capability as CapabilityMessage,
  type Subject as SubjectMessage,
  type SubjectRef as SubjectRefMessage,
} from '@bodybroker/contracts-capability-registry';
import { enumName, fromJsonObject } from '@bodybroker/service-kit';
import { SUBJECT_KINDS, type Capability, type SubjectKind, type SubjectRef } from '../domain/subject.js';
import type { LiveSubject } from '../storage/subjects.js';

/** A subject as callers see it. */
export function toSubject({ subject, version, expiresMs }: LiveSubject): SubjectMessage {
  const { kind, id, capabilities, generation, registeredMs } = subject;
  return {
    kind: SubjectKindMessage[kind],
    id,
    capabilities: capabilities.map(toCapability),
    generation: BigInt(generation),
    registeredMs: BigInt(registeredMs),
    expiresMs: BigInt(expiresMs),
    version,
  };
}

export function toCapability({ name, version, attributes }: Capability): CapabilityMessage {
  return { name, version, attributes: fromJsonObject(attributes) };
}

/** Reads a subject's name. @throws DomainError INVALID_ARGUMENT ENUM_UNSPECIFIED */
export function subjectRef({ kind, id }: SubjectRefMessage, field = 'kind'): SubjectRef {
  return { kind: enumName(SubjectKindMessage, kind, SUBJECT_KINDS, field), id };
}

/** Reads a filter by kind; absent: all kinds. @throws DomainError INVALID_ARGUMENT ENUM_UNSPECIFIED */
export function kindFilter(kind: SubjectKindMessage | undefined): SubjectKind | undefined {
  return kind === undefined ? undefined : enumName(SubjectKindMessage, kind, SUBJECT_KINDS, 'kind');
}
