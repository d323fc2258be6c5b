import { invalidArgument, type DomainError } from '@bodybroker/domain';
import { FORBIDDEN_MEMBER } from './check-value.js';
import { isJsonArray, isJsonObject, type JsonValue } from './json-value.js';

/** What a patch or pointer asks for cannot be done to this value. */
export function badPatch(field: string, rule: string, details: Readonly<Record<string, string>> = {}): DomainError {
  return invalidArgument(field, rule, 'BAD_PATCH', details);
}

const INDEX = /^(0|[1-9]\d{0,9})$/;

/** The names on the way of an RFC 6901 pointer; none for the whole document. @throws DomainError BAD_PATCH */
export function parsePointer(pointer: string, field: string): readonly string[] {
  if (pointer === '') return [];
  if (!pointer.startsWith('/') || /~(?![01])/.test(pointer)) {
    throw badPatch(field, 'must be a JSON pointer', { pointer });
  }
  const names = pointer
    .slice(1)
    .split('/')
    .map((name) => name.replaceAll('~1', '/').replaceAll('~0', '~'));
  if (names.includes(FORBIDDEN_MEMBER)) throw badPatch(field, `must not name ${FORBIDDEN_MEMBER}`, { pointer });
  return names;
}

/** The member or item of that name; undefined when there is none. */
export function childOf(value: JsonValue, name: string): JsonValue | undefined {
  if (isJsonArray(value)) return INDEX.test(name) ? value[Number(name)] : undefined;
  return isJsonObject(value) && Object.hasOwn(value, name) ? value[name] : undefined;
}

/** What a pointer names; undefined when nothing is there. */
export function valueAt(document: JsonValue, names: readonly string[]): JsonValue | undefined {
  let value: JsonValue | undefined = document;
  for (const name of names) value = value === undefined ? undefined : childOf(value, name);
  return value;
}

/**
 * A copy of the document in which `change` has replaced what contains the last name; what is not on the way is shared.
 * Undefined when the way does not exist.
 */
export function changeParent(
  document: JsonValue,
  names: readonly string[],
  change: (parent: JsonValue, name: string) => JsonValue | undefined,
): JsonValue | undefined {
  const [name, ...rest] = names;
  if (name === undefined) return undefined;
  if (rest.length === 0) return change(document, name);
  const child = childOf(document, name);
  const changed = child === undefined ? undefined : changeParent(child, rest, change);
  return changed === undefined ? undefined : withChild(document, name, changed);
}

/** A copy with the member or item of that name set. Of an array, the item must exist. */
export function withChild(parent: JsonValue, name: string, value: JsonValue): JsonValue | undefined {
  if (isJsonArray(parent)) {
    return INDEX.test(name) && Number(name) < parent.length ? parent.with(Number(name), value) : undefined;
  }
  return isJsonObject(parent) ? { ...parent, [name]: value } : undefined;
}

/** A copy with a value added: in an array before that place, or at the end for `-`. */
export function withAdded(parent: JsonValue, name: string, value: JsonValue): JsonValue | undefined {
  if (!isJsonArray(parent)) return withChild(parent, name, value);
  const place = name === '-' ? parent.length : INDEX.test(name) ? Number(name) : Infinity;
  return place <= parent.length ? parent.toSpliced(place, 0, value) : undefined;
}

/** A copy without the member or item of that name; undefined when there is none. */
export function withoutChild(parent: JsonValue, name: string): JsonValue | undefined {
  if (childOf(parent, name) === undefined) return undefined;
  if (isJsonArray(parent)) return parent.toSpliced(Number(name), 1);
  return Object.fromEntries(Object.entries(parent ?? {}).filter(([member]) => member !== name));
}
