import { fromJson, type DescMessage, type Registry } from '@bufbuild/protobuf';
import type { JsonObject, JsonValue } from '@bodybroker/domain';

/**
 * JSON pointer to the member that makes an object unreadable as a message, as deep as messages go: the library that reads it
 * names the innermost field only. Tries member by member, so it is for refusals only.
 */
export function jsonFaultPath(message: DescMessage, json: JsonValue, registry: Registry): string {
  if (!isObject(json)) return '';
  for (const [name, value] of Object.entries(json)) {
    if (reads(message, { [name]: value }, registry)) continue;
    const field = message.fields.find((one) => one.jsonName === name || one.name === name);
    const inner = field?.fieldKind === 'message' ? jsonFaultPath(field.message, value, registry) : '';
    return `/${name.slice(0, 128)}${inner}`;
  }
  return '';
}

function reads(message: DescMessage, json: JsonObject, registry: Registry): boolean {
  try {
    fromJson(message, json as never, { registry });
    return true;
  } catch {
    return false;
  }
}

function isObject(json: JsonValue): json is JsonObject {
  return typeof json === 'object' && json !== null && !Array.isArray(json);
}
