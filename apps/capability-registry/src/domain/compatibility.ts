import type { JsonValue } from '@bodybroker/domain';
import { shortcomingOf, type Requirement, type Rules } from './requirement.js';
import { capabilityNames, type Capability, type Subject } from './subject.js';
import { compatibleRange } from './versions.js';

/** One thing found in a comparison. */
export interface Finding {
  readonly name: string;
  readonly reason: 'ABSENT' | 'VERSION' | 'CONDITION' | 'CONFLICTS' | 'ATTRIBUTES' | 'OPTIONAL';
  /** For people. */
  readonly message: string;
}

export interface Compatibility {
  readonly missing: readonly Finding[];
  readonly warnings: readonly Finding[];
}

/** Whether a subject meets requirements; optional ones that it does not meet are warned of. */
export function meets({ capabilities }: Subject, requirements: readonly Requirement[], rules: Rules): Compatibility {
  const missing: Finding[] = [];
  const warnings: Finding[] = [];
  for (const requirement of requirements) {
    const reason = shortcomingOf(capabilities, requirement, rules);
    if (reason === undefined) continue;
    const { name, range, condition, isOptional } = requirement;
    const message = `needs ${[name, range, condition].filter((part) => part !== '').join(' ')}`;
    if (isOptional) warnings.push({ name, reason: 'OPTIONAL', message });
    else missing.push({ name, reason, message });
  }
  return { missing, warnings };
}

/**
 * Whether a subject can do all that another can: each capability in a version that can stand for the other's. Other attributes
 * are warned of.
 */
export function compares(
  subject: Subject,
  other: Subject,
  rules: Rules,
  conflictsOf: (name: string) => readonly string[],
): Compatibility {
  const required = other.capabilities.map(({ name, version }) => ({
    name,
    range: compatibleRange(version),
    condition: '',
    isOptional: false,
    weight: 0,
  }));
  const { missing, warnings } = meets(subject, required, rules);
  return {
    missing: [...missing, ...conflictsBetween(subject.capabilities, other.capabilities, conflictsOf)],
    warnings: [...warnings, ...differences(subject.capabilities, other.capabilities, rules)],
  };
}

function conflictsBetween(
  ours: readonly Capability[],
  theirs: readonly Capability[],
  conflictsOf: (name: string) => readonly string[],
): readonly Finding[] {
  return capabilityNames(ours).flatMap((name) =>
    capabilityNames(theirs)
      .filter((other) => other !== name && (conflictsOf(name).includes(other) || conflictsOf(other).includes(name)))
      .map((other): Finding => ({ name, reason: 'CONFLICTS', message: `conflicts with ${other}` })),
  );
}

function differences(
  ours: readonly Capability[],
  theirs: readonly Capability[],
  { versions }: Rules,
): readonly Finding[] {
  return theirs.flatMap((their) => {
    const our = ours.find(
      ({ name, version }) => name === their.name && versions.satisfies(version, compatibleRange(their.version)),
    );
    if (our === undefined) return [];
    return Object.entries(their.attributes)
      .filter(([attribute, value]) => !isSame(our.attributes[attribute], value))
      .map(([attribute]): Finding => ({
        name: their.name,
        reason: 'ATTRIBUTES',
        message: `${attribute} differs`,
      }));
  });
}

function isSame(a: JsonValue | undefined, b: JsonValue): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}
