import { FieldRules } from '@bodybroker/contracts-options';
import type { FieldInfo, IMessageType } from '@protobuf-ts/runtime';
import { fieldError } from './field-error.js';
import { pathOf, type FieldPath } from './field-path.js';
import { enumCheck, scalarChecks, type ValueCheck } from './value-rules.js';

/** Throws RpcError INVALID_ARGUMENT, reason INVALID_FIELD or ENUM_UNSPECIFIED, at the first field that breaks a rule. */
export type MessageValidator = (message: object) => void;

type Fields = Readonly<Record<string, unknown>>;
type MessageCheck = (message: Fields, prefix: FieldPath) => void;

const OPTION = 'bodybroker.options.v1.field';
const NO_RULES = FieldRules.create();
const CHECKS = new WeakMap<object, { check: MessageCheck }>();

/**
 * Compiles the field rules of a message type and of all it contains, once per type.
 * @throws TypeError or SyntaxError when a rule makes no sense, such as a pattern that is no regular expression
 */
export function messageValidator(type: IMessageType<object>): MessageValidator {
  const entry = messageCheck(type);
  return (message) => {
    try {
      entry.check(message as Fields, undefined);
    } catch (broken) {
      // Again, to name the field: messages that keep the rules pay for no paths.
      entry.check(message as Fields, '');
      throw broken;
    }
  };
}

function messageCheck(type: IMessageType<object>): { check: MessageCheck } {
  const known = CHECKS.get(type);
  if (known !== undefined) return known;
  // Entered before its fields are looked at, for a message may contain itself.
  const entry: { check: MessageCheck } = { check: () => undefined };
  CHECKS.set(type, entry);
  const checks = type.fields.flatMap((field) => fieldCheck(field) ?? []);
  entry.check = (message, prefix) => {
    for (const check of checks) check(message, prefix);
  };
  return entry;
}

function fieldCheck(field: FieldInfo): MessageCheck | undefined {
  const declared = field.options?.[OPTION];
  const rules = declared === undefined ? NO_RULES : FieldRules.fromJson(declared);
  const check = presentCheck(field, rules);
  const { name, localName, oneof } = field;
  if (oneof !== undefined) {
    if (check === undefined) return undefined;
    return (message, prefix) => {
      const group = message[oneof] as { readonly oneofKind?: string } & Fields;
      if (group.oneofKind === localName) check(group[localName], pathOf(prefix, name));
    };
  }
  if (check === undefined && !rules.required) return undefined;
  return (message, prefix) => {
    const value = message[localName];
    if (value !== undefined) check?.(value, pathOf(prefix, name));
    else if (rules.required) throw missing(pathOf(prefix, name));
  };
}

/** The check of a field that is there; undefined when anything is good. */
function presentCheck(field: FieldInfo, rules: FieldRules): ValueCheck | undefined {
  if (field.kind === 'map') return allOf([sizeCheck(rules, mapSize), mapCheck(field, rules)]);
  if (field.repeat) return allOf([sizeCheck(rules, listSize), listCheck(elementCheck(field, rules))]);
  return allOf([rules.required ? notEmpty : undefined, elementCheck(field, rules)]);
}

function elementCheck(element: FieldInfo | MapValue, rules: FieldRules): ValueCheck | undefined {
  if (element.kind === 'message') {
    const entry = messageCheck(element.T());
    return (value, path) => entry.check(value as Fields, pathOf(path, '.'));
  }
  if (element.kind === 'enum') return enumCheck(element.T(), rules.required);
  return element.kind === 'scalar' ? allOf(scalarChecks(rules)) : undefined;
}

type MapField = Extract<FieldInfo, { kind: 'map' }>;
type MapValue = MapField['V'];

function listCheck(check: ValueCheck | undefined): ValueCheck | undefined {
  if (check === undefined) return undefined;
  return (values, path) => {
    const list = values as readonly unknown[];
    for (let i = 0; i < list.length; i += 1) check(list[i], path === undefined ? undefined : `${path}[${i}]`);
  };
}

function mapCheck(field: MapField, rules: FieldRules): ValueCheck | undefined {
  const check = elementCheck(field.V, rules);
  if (check === undefined) return undefined;
  return (values, path) => {
    for (const [key, value] of Object.entries(values as Fields)) {
      check(value, path === undefined ? undefined : `${path}[${JSON.stringify(key)}]`);
    }
  };
}

function sizeCheck(rules: FieldRules, sizeOf: (value: unknown) => number): ValueCheck | undefined {
  const { required, minItems, maxItems } = rules;
  if (!required && minItems === undefined && maxItems === undefined) return undefined;
  return (value, path) => {
    const size = sizeOf(value);
    if (required && size === 0) throw missing(path);
    if (minItems !== undefined && size < minItems) {
      throw fieldError(path, `min_items ${minItems}`, `must have at least ${minItems} items`);
    }
    if (maxItems !== undefined && size > maxItems) {
      throw fieldError(path, `max_items ${maxItems}`, `must have at most ${maxItems} items`);
    }
  };
}

/** Texts and bytes must not be empty; numbers, booleans and set messages always are something. */
const notEmpty: ValueCheck = (value, path) => {
  if (value === '' || (value instanceof Uint8Array && value.length === 0)) throw missing(path);
};

function allOf(checks: readonly (ValueCheck | undefined)[]): ValueCheck | undefined {
  const wanted = checks.filter((check) => check !== undefined);
  if (wanted.length <= 1) return wanted[0];
  return (value, path) => {
    for (const check of wanted) check(value, path);
  };
}

function missing(path: FieldPath): Error {
  return fieldError(path, 'required', 'must be set');
}

function listSize(value: unknown): number {
  return (value as readonly unknown[]).length;
}

function mapSize(value: unknown): number {
  return Object.keys(value as object).length;
}
