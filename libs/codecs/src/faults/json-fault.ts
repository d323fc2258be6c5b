import type { FieldInfo, IMessageType, JsonObject, JsonValue } from '@protobuf-ts/runtime';

type AnyType = Pick<IMessageType<object>, 'fields' | 'fromJson'>;

/**
 * Where JSON breaks the rules of a message type, as it names its members: `npc.items[3].count`, `traits["x"]`. Empty
 * where it is the whole. Reads the message once more for each level, so it is for what was refused already.
 */
export function pathOfJsonFault(type: AnyType, json: JsonValue): string {
  if (!isObject(json)) return '';
  const name = Object.keys(json).find((key) => !reads(type, { [key]: json[key] as JsonValue }));
  if (name === undefined) return '';
  const field = type.fields.find((known) => known.jsonName === name || known.name === name);
  const value = json[name] as JsonValue;
  if (field === undefined) return name;
  if (Array.isArray(value)) {
    const index = value.findIndex((item) => !reads(type, { [name]: [item] }));
    return index < 0 ? name : join(`${name}[${index}]`, field, value[index] as JsonValue);
  }
  if (field.kind === 'map' && isObject(value)) {
    const key = Object.keys(value).find((known) => !reads(type, { [name]: { [known]: value[known] as JsonValue } }));
    return key === undefined ? name : join(`${name}[${JSON.stringify(key)}]`, field, value[key] as JsonValue);
  }
  return join(name, field, value);
}

function join(path: string, field: FieldInfo, value: JsonValue): string {
  const deeper = messageOf(field);
  const rest = deeper === undefined ? '' : pathOfJsonFault(deeper, value);
  return rest === '' ? path : `${path}.${rest}`;
}

function messageOf(field: FieldInfo): AnyType | undefined {
  if (field.kind === 'message') return field.T();
  return field.kind === 'map' && field.V.kind === 'message' ? field.V.T() : undefined;
}

function reads(type: AnyType, json: JsonValue): boolean {
  try {
    type.fromJson(json, { ignoreUnknownFields: false });
    return true;
  } catch {
    return false;
  }
}

function isObject(json: JsonValue): json is JsonObject {
  return typeof json === 'object' && json !== null && !Array.isArray(json);
}
