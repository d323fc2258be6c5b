import { SUBJECT_KINDS, type SubjectKind, type SubjectRef } from './subject.js';

/** What a lease is on. */
export interface LeaseRef {
  readonly subject: SubjectRef;
  readonly generation: string;
}

const PREFIX = 'lse_';

/** Names a lease by what it is on, so that it needs no list of its own. */
export function leaseId({ subject: { kind, id }, generation }: LeaseRef): string {
  return PREFIX + Buffer.from(JSON.stringify([kind, generation, id])).toString('base64url');
}

/** Reads a lease's id; undefined when it is none. */
export function readLeaseId(text: string): LeaseRef | undefined {
  if (!text.startsWith(PREFIX)) return undefined;
  let parts: unknown;
  try {
    parts = JSON.parse(Buffer.from(text.slice(PREFIX.length), 'base64url').toString('utf8'));
  } catch {
    return undefined;
  }
  if (!Array.isArray(parts)) return undefined;
  const [kind, generation, id] = parts as readonly unknown[];
  const known: SubjectKind | undefined = SUBJECT_KINDS.find((each) => each === kind);
  if (known === undefined || typeof generation !== 'string' || typeof id !== 'string' || id === '') return undefined;
  return { subject: { kind: known, id }, generation };
}
