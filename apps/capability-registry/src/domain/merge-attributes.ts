import type { JsonObject, JsonValue } from '@bodybroker/domain';
import type { MergeRule } from './capability-definition.js';

/**
 * What both sides can do, attribute by attribute. One that only a side names is taken from it. Undefined when two lists that must
 * have something in common have nothing.
 * @param ours of the registered subject
 */
export function mergeAttributes(
  ours: JsonObject,
  theirs: JsonObject,
  rules: Readonly<Record<string, MergeRule>>,
): JsonObject | undefined {
  const merged: [string, JsonValue][] = [];
  for (const name of new Set([...Object.keys(ours), ...Object.keys(theirs)])) {
    const our = ours[name];
    const their = theirs[name];
    const value = our === undefined ? their : their === undefined ? our : merge(our, their, rules[name]);
    if (value === undefined) return undefined;
    merged.push([name, value]);
  }
  return Object.fromEntries(merged);
}

/** Without a rule the kind of the values chooses one; values of two kinds cannot be merged, and ours holds. */
function merge(our: JsonValue, their: JsonValue, rule: MergeRule | undefined): JsonValue | undefined {
  if (rule === 'OURS') return our;
  if (typeof our === 'number' && typeof their === 'number') {
    return rule === 'MAX' ? Math.max(our, their) : Math.min(our, their);
  }
  if (typeof our === 'boolean' && typeof their === 'boolean') return our && their;
  if (Array.isArray(our) && Array.isArray(their)) {
    const known = new Set((their as readonly JsonValue[]).map((item) => JSON.stringify(item)));
    const common = (our as readonly JsonValue[]).filter((item) => known.has(JSON.stringify(item)));
    return common.length === 0 ? undefined : common;
  }
  return our;
}
