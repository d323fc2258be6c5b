import { isJsonObject, type JsonObject, type JsonValue } from './json-value.js';

/** Applies a JSON Merge Patch (RFC 7396): members are merged, null takes one away, anything else replaces. */
export function applyMergePatch(target: JsonValue, patch: JsonObject): JsonObject {
  const members = new Map<string, JsonValue>(isJsonObject(target) ? Object.entries(target) : []);
  for (const [name, change] of Object.entries(patch)) {
    if (change === null) members.delete(name);
    else members.set(name, isJsonObject(change) ? applyMergePatch(members.get(name) ?? null, change) : change);
  }
  return Object.fromEntries(members);
}
