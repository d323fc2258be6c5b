import { failedPrecondition } from '@bodybroker/domain';
import { badPatch, changeParent, parsePointer, valueAt, withAdded, withChild, withoutChild } from './json-pointer.js';
import { jsonEquals, type JsonValue } from './json-value.js';

/** One operation of RFC 6902, as it was sent. */
export interface JsonPatchOperation {
  readonly op: string;
  readonly path: string;
  readonly from?: string | undefined;
  readonly value?: JsonValue | undefined;
}

/**
 * Applies a JSON Patch (RFC 6902) to a copy: all operations in order, or none. What no operation touches is shared with the
 * original.
 * @throws DomainError INVALID_ARGUMENT BAD_PATCH {operation} for an operation that is none, or that names what is not there;
 * FAILED_PRECONDITION PATCH_TEST_FAILED {operation, path}
 */
export function applyJsonPatch(document: JsonValue, operations: readonly JsonPatchOperation[]): JsonValue {
  return operations.reduce<JsonValue>((value, operation, at) => applyOperation(value, operation, at), document);
}

function applyOperation(document: JsonValue, operation: JsonPatchOperation, at: number): JsonValue {
  const { op, path } = operation;
  const place = { operation: String(at), path };
  const names = parsePointer(path, 'path');
  const missing = () => badPatch('path', 'names nothing that is there', place);
  const operand = (): JsonValue => {
    if (operation.value === undefined) throw badPatch('value', `is needed for ${op}`, place);
    return operation.value;
  };
  const source = (): readonly string[] => {
    if (operation.from === undefined) throw badPatch('from', `is needed for ${op}`, place);
    return parsePointer(operation.from, 'from');
  };
  const sourceValue = (): JsonValue => {
    const value = valueAt(document, source());
    if (value === undefined) throw badPatch('from', 'names nothing that is there', place);
    return value;
  };
  const done = (value: JsonValue | undefined): JsonValue => {
    if (value === undefined) throw missing();
    return value;
  };
  switch (op) {
    case 'add':
      return done(add(document, names, operand()));
    case 'replace':
      return done(replace(document, names, operand()));
    case 'remove':
      return done(remove(document, names));
    case 'copy':
      return done(add(document, names, sourceValue()));
    case 'move': {
      const from = source();
      const value = sourceValue();
      if (startsWith(names, from)) {
        if (names.length === from.length) return document;
        throw badPatch('path', 'must not be inside what is moved', place);
      }
      return done(add(done(remove(document, from)), names, value));
    }
    case 'test': {
      const found = valueAt(document, names);
      if (found !== undefined && jsonEquals(found, operand())) return document;
      throw failedPrecondition('PATCH_TEST_FAILED', `the value at "${path}" is not as expected`, place);
    }
    default:
      throw badPatch('op', 'must be add, remove, replace, move, copy or test', place);
  }
}

function add(document: JsonValue, names: readonly string[], value: JsonValue): JsonValue | undefined {
  return names.length === 0 ? value : changeParent(document, names, (parent, name) => withAdded(parent, name, value));
}

function replace(document: JsonValue, names: readonly string[], value: JsonValue): JsonValue | undefined {
  if (names.length === 0) return value;
  if (valueAt(document, names) === undefined) return undefined;
  return changeParent(document, names, (parent, name) => withChild(parent, name, value));
}

function remove(document: JsonValue, names: readonly string[]): JsonValue | undefined {
  return changeParent(document, names, withoutChild);
}

function startsWith(names: readonly string[], start: readonly string[]): boolean {
  return start.every((name, at) => names[at] === name);
}
