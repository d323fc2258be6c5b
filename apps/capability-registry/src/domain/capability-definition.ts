import type { JsonObject } from '@bodybroker/domain';

export const MERGE_RULES = ['MIN', 'MAX', 'INTERSECT', 'AND', 'OURS'] as const;
export type MergeRule = (typeof MERGE_RULES)[number];

/** What a capability is. */
export interface CapabilityDefinition {
  /** Dotted; with `.*` at its end it defines all names below it. */
  readonly name: string;
  /** Of the definition itself. */
  readonly definitionVersion: string;
  readonly description: string;
  /** JSON schema of the attributes; absent: any object. */
  readonly jsonSchema?: JsonObject;
  readonly conflictsWith: readonly string[];
  readonly merge: Readonly<Record<string, MergeRule>>;
}

const WILDCARD = '.*';

/** The definition of a name: its own, else that of the nearest `.*` above it. */
export function definitionFor<Definition>(
  definitions: ReadonlyMap<string, Definition>,
  name: string,
): Definition | undefined {
  if (name.endsWith(WILDCARD)) return undefined;
  const own = definitions.get(name);
  if (own !== undefined) return own;
  for (let end = name.lastIndexOf('.'); end > 0; end = name.lastIndexOf('.', end - 1)) {
    const found = definitions.get(name.slice(0, end) + WILDCARD);
    if (found !== undefined) return found;
  }
  return undefined;
}
