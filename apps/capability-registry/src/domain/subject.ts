import type { JsonObject } from '@bodybroker/domain';

export const SUBJECT_KINDS = ['SERVICE', 'CLIENT', 'MODEL', 'PROVIDER', 'WORLD'] as const;
export type SubjectKind = (typeof SUBJECT_KINDS)[number];

/** Names a subject. */
export interface SubjectRef {
  readonly kind: SubjectKind;
  readonly id: string;
}

/** Something a subject can do. */
export interface Capability {
  readonly name: string;
  /** Semantic version. */
  readonly version: string;
  readonly attributes: JsonObject;
}

/** A subject and what it can do. */
export interface Subject extends SubjectRef {
  readonly capabilities: readonly Capability[];
  /** Grows with every start of the subject. */
  readonly generation: string;
  /** When it was first registered without a gap since. */
  readonly registeredMs: number;
}

/** One live registration's claim on time. */
export interface SubjectLease {
  readonly generation: string;
  readonly leaseMs: number;
  readonly expiresMs: number;
}

/** `SERVICE/quest-system`: orders subjects by kind, then by id. */
export function subjectKey({ kind, id }: SubjectRef): string {
  return `${kind}/${id}`;
}

/** The names of its capabilities, each once. */
export function capabilityNames(capabilities: readonly Capability[]): readonly string[] {
  return [...new Set(capabilities.map(({ name }) => name))];
}
