import {
  fromJson,
  type DescField,
  type DescMessage,
  type JsonObject,
  type JsonValue,
  type Registry,
} from '@bufbuild/protobuf';
import { findField } from './field-path.js';

export interface JsonFault {
  readonly kind: 'unknown' | 'invalid';
  /** Proto names, dotted, with list positions: `quests[2].title`. */
  readonly path: string;
}

/**
 * Says which member of a JSON object made it unreadable: the library that reads it names the innermost field only. Slow, for
 * refusals only. Undefined when each member is fine by itself, as when one is given twice.
 */
export function locateJsonFault(
  type: DescMessage,
  json: JsonValue,
  registry: Registry,
  at = '',
): JsonFault | undefined {
  if (!isObject(json)) return { kind: 'invalid', path: at || 'body' };
  for (const [key, value] of Object.entries(json)) {
    const field = findField(type, key);
    if (field === undefined) return { kind: 'unknown', path: join(at, key.slice(0, 128)) };
    if (reads(type, { [field.jsonName]: value }, registry)) continue;
    return inner(field, value, registry, join(at, field.name));
  }
  return undefined;
}

function inner(field: DescField, value: JsonValue, registry: Registry, path: string): JsonFault {
  const here: JsonFault = { kind: 'invalid', path };
  if (isWellKnown(field.message)) return here;
  if (field.fieldKind === 'message')
    return (isObject(value) && locateJsonFault(field.message, value, registry, path)) || here;
  if (field.fieldKind === 'list' && Array.isArray(value)) {
    const index = value.findIndex((item) => !reads(field.parent, { [field.jsonName]: [item] }, registry));
    const item = value[index];
    if (item === undefined) return here;
    const itemPath = `${path}[${index}]`;
    const found =
      field.message !== undefined && isObject(item) && locateJsonFault(field.message, item, registry, itemPath);
    return found || { kind: 'invalid', path: itemPath };
  }
  if (field.fieldKind === 'map' && isObject(value)) {
    const entry = Object.entries(value).find(
      ([key, item]) => !reads(field.parent, { [field.jsonName]: { [key]: item } }, registry),
    );
    if (entry === undefined) return here;
    const entryPath = `${path}[${JSON.stringify(entry[0].slice(0, 64))}]`;
    const found =
      field.message !== undefined &&
      isObject(entry[1]) &&
      locateJsonFault(field.message, entry[1], registry, entryPath);
    return found || { kind: 'invalid', path: entryPath };
  }
  return here;
}

function reads(type: DescMessage, json: JsonObject, registry: Registry): boolean {
  try {
    fromJson(type, json, { registry });
    return true;
  } catch {
    return false;
  }
}

function isWellKnown(message: DescMessage | undefined): boolean {
  return message?.typeName.startsWith('google.protobuf.') ?? false;
}

function isObject(json: JsonValue): json is JsonObject {
  return typeof json === 'object' && json !== null && !Array.isArray(json);
}

function join(at: string, name: string): string {
  return at === '' ? name : `${at}.${name}`;
}
