import type { Capability } from './subject.js';

/** A capability that was not taken. */
export interface Rejected {
  readonly name: string;
  readonly version: string;
  readonly reason: 'CONFLICTS' | 'DUPLICATE';
  readonly against: string;
}

/**
 * Takes capabilities in their order; one that is there already, or conflicts with one that was taken before it, is left out.
 * @param conflictsOf names that a name conflicts with, as its definition says; a conflict holds both ways
 */
export function acceptCapabilities(
  offered: readonly Capability[],
  conflictsOf: (name: string) => readonly string[],
): { readonly accepted: readonly Capability[]; readonly rejected: readonly Rejected[] } {
  const accepted: Capability[] = [];
  const rejected: Rejected[] = [];
  for (const capability of offered) {
    const { name, version } = capability;
    const same = accepted.some((other) => other.name === name && other.version === version);
    const foe = accepted.find(
      (other) =>
        other.name !== name && (conflictsOf(name).includes(other.name) || conflictsOf(other.name).includes(name)),
    );
    if (same) rejected.push({ name, version, reason: 'DUPLICATE', against: name });
    else if (foe !== undefined) rejected.push({ name, version, reason: 'CONFLICTS', against: foe.name });
    else accepted.push(capability);
  }
  return { accepted, rejected };
}
