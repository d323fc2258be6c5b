import { failedPrecondition } from '@bodybroker/domain';

/** A JSON Schema that is an object. */
export type Schema = Readonly<Record<string, unknown>>;

/** Of references to references, of schemas in schemas and of the value. */
export const MAX_SCHEMA_DEPTH = 24;

/** FAILED_PRECONDITION, reason OUTPUT_SCHEMA; `details.path` is the JSON pointer in the value. */
export function unfit(path: string, problem: string): Error {
  return failedPrecondition('OUTPUT_SCHEMA', `no value for the schema at "${path}": ${problem}`, { path, problem });
}

/** A hostile schema of 16 KiB can name a part of itself millions of times. */
const MAX_RESOLUTIONS = 5000;

/**
 * Gives, for a part of the schema `root`, the schema its `$ref` names (following chains) with its allOf merged in.
 * The function it returns throws OUTPUT_SCHEMA for what nothing fits and for references it cannot follow.
 */
export function createSchemaResolver(root: unknown): (part: unknown, path: string) => Schema {
  let resolutions = 0;
  const resolve = (part: unknown, path: string, depth: number): Schema => {
    if (part === true) return {};
    if (!isObject(part)) throw unfit(path, 'nothing fits this schema');
    if (depth > MAX_SCHEMA_DEPTH || ++resolutions > MAX_RESOLUTIONS)
      throw unfit(path, 'the schema is too deep or too large');
    const { $ref, allOf, ...rest } = part;
    const parts: Schema[] = [rest];
    if (typeof $ref === 'string') parts.push(resolve(lookUp($ref, root, path), path, depth + 1));
    if (Array.isArray(allOf)) parts.push(...(allOf as unknown[]).map((each) => resolve(each, path, depth + 1)));
    return parts.length === 1 ? part : mergeSchemas(parts);
  };
  return (part, path) => resolve(part, path, 0);
}

function lookUp(reference: string, root: unknown, path: string): unknown {
  if (!reference.startsWith('#')) throw unfit(path, `"${reference}" is outside the schema`);
  let found: unknown = root;
  for (const step of reference.slice(1).split('/').slice(1)) {
    const name = step.replace(/~1/g, '/').replace(/~0/g, '~');
    if (Array.isArray(found)) found = (found as unknown[])[Number(name)];
    else found = isObject(found) && Object.hasOwn(found, name) ? found[name] : undefined;
  }
  if (found === undefined) throw unfit(path, `"${reference}" is not there`);
  return found;
}

/** Both must hold: the tighter bound, all required names, both sets of properties; else the later word. */
export function mergeSchemas(schemas: readonly Schema[]): Schema {
  const merged: Record<string, unknown> = {};
  for (const schema of schemas)
    for (const [key, value] of Object.entries(schema)) {
      const before = merged[key];
      if (before === undefined) merged[key] = value;
      else if (/^(?:min|exclusiveMin)/.test(key)) merged[key] = Math.max(Number(before), Number(value));
      else if (/^(?:max|exclusiveMax)/.test(key)) merged[key] = Math.min(Number(before), Number(value));
      else if (key === 'required' && Array.isArray(before) && Array.isArray(value)) merged[key] = [...before, ...value];
      else if (key === 'properties' && isObject(before) && isObject(value)) merged[key] = { ...before, ...value };
      else merged[key] = value;
    }
  return merged;
}

export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
