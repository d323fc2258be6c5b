import type { DescField, DescMessage, JsonObject, JsonValue } from '@bufbuild/protobuf';
import { findField } from './field-path.js';

const FIELD_MASK = 'google.protobuf.FieldMask';

/** The field of a request that holds its update mask; undefined: it has none. */
export function updateMaskField(input: DescMessage): DescField | undefined {
  return input.fields.find(({ name, message }) => name === 'update_mask' && message?.typeName === FIELD_MASK);
}

/**
 * The update mask of a PATCH that carries none: the fields that its body holds. The body is the resource itself, or a request
 * with one message field: the resource. Members beside the resource (`expected_version` and the like) are not updates.
 * @param resource the resource's own field, when the body is only that
 * @returns dotted proto names, in the order of the body; empty when the body holds no resource
 */
export function maskFromBody(input: DescMessage, resource: DescField | undefined, body: JsonValue): readonly string[] {
  if (!isObject(body)) return [];
  if (resource?.message !== undefined) return leafPaths(resource.message, body, '');
  const resources = input.fields.filter(isResource);
  const [only] = resources;
  if (resources.length !== 1 || only?.message === undefined) return [];
  const json = body[only.jsonName] ?? body[only.name];
  return json !== undefined && isObject(json) ? leafPaths(only.message, json, '') : [];
}

function leafPaths(type: DescMessage, json: JsonObject, prefix: string): string[] {
  return Object.entries(json).flatMap(([key, value]) => {
    const field = findField(type, key);
    // Unknown members are refused when the body is read.
    if (field === undefined) return [];
    const path = prefix + field.name;
    const inner = isResource(field) && isObject(value) ? leafPaths(field.message ?? type, value, `${path}.`) : [];
    return inner.length > 0 ? inner : [path];
  });
}

function isResource(field: DescField): boolean {
  return field.fieldKind === 'message' && !field.message.typeName.startsWith('google.protobuf.');
}

function isObject(json: JsonValue): json is JsonObject {
  return typeof json === 'object' && json !== null && !Array.isArray(json);
}
