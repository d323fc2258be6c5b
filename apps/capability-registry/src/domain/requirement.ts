import type { JsonObject } from '@bodybroker/domain';
import type { Capability } from './subject.js';
import type { Versions } from './versions.js';

/** What a subject is asked to be able to do. */
export interface Requirement {
  readonly name: string;
  /** Empty: any version. */
  readonly range: string;
  /** CEL over `attributes`; empty: any. */
  readonly condition: string;
  readonly isOptional: boolean;
  readonly weight: number;
}

/** Whether a condition holds for these attributes. */
export type Holds = (condition: string, attributes: JsonObject) => boolean;

export interface Rules {
  readonly versions: Versions;
  readonly holds: Holds;
}

/** Why a requirement is not met; undefined when it is. */
export type Shortcoming = 'ABSENT' | 'VERSION' | 'CONDITION';

/** Looks for a capability that meets a requirement, and says what comes nearest to it when there is none. */
export function shortcomingOf(
  capabilities: readonly Capability[],
  { name, range, condition }: Requirement,
  { versions, holds }: Rules,
): Shortcoming | undefined {
  const named = capabilities.filter((capability) => capability.name === name);
  if (named.length === 0) return 'ABSENT';
  const inRange = named.filter(({ version }) => range === '' || versions.satisfies(version, range));
  if (inRange.length === 0) return 'VERSION';
  return condition === '' || inRange.some(({ attributes }) => holds(condition, attributes)) ? undefined : 'CONDITION';
}
