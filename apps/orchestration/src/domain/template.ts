import type { JsonObject, JsonValue } from '@bodybroker/domain';
import { isJsonObject } from './is-json-object.js';

/** A value that a template asks for. */
export interface TemplateRef {
  /** As written, such as `steps.money.result.entry_id`. */
  readonly text: string;
  readonly path: readonly string[];
  /** Whether the field may be left out when there is no value: written with a `?`. */
  readonly isOptional: boolean;
}

/** A template that cannot be read. */
export class BadTemplate extends Error {
  override readonly name = 'BadTemplate';
}

/** A value that had to be there. */
export class MissingValue extends Error {
  override readonly name = 'MissingValue';
  readonly ref: string;

  constructor(ref: string) {
    super(`the template names ${ref}, which has no value`);
    this.ref = ref;
  }
}

const PLACEHOLDER = /\$\{([^{}]*)\}/g;
const REF = /^([A-Za-z_]\w*(?:\.\w+)*)(\??)$/;

/** All that a template asks for. @throws BadTemplate */
export function refsOf(template: JsonValue): readonly TemplateRef[] {
  if (typeof template === 'string') return refsOfText(template);
  if (typeof template !== 'object' || template === null) return [];
  return Object.values(template as Readonly<Record<string, JsonValue>>).flatMap(refsOf);
}

/** What happens to a field whose required value is not there: the template cannot be filled, or the field is left out. */
export type WhenMissing = 'refuse' | 'leave-out';

/**
 * Fills a template. What a step answered is in proto3 JSON, which leaves defaults out: a missing value of a step always
 * leaves its field out.
 * @throws MissingValue
 */
export function fillTemplate(template: JsonObject, scope: JsonObject, whenMissing: WhenMissing): JsonObject {
  const filled = fill(template, scope, whenMissing);
  return isJsonObject(filled) ? filled : {};
}

function fill(template: JsonValue, scope: JsonObject, whenMissing: WhenMissing): JsonValue | undefined {
  if (typeof template === 'string') return fillText(template, scope, whenMissing);
  if (Array.isArray(template)) {
    return (template as readonly JsonValue[])
      .map((item) => fill(item, scope, whenMissing))
      .filter((item) => item !== undefined);
  }
  if (!isJsonObject(template)) return template;
  const members = Object.entries(template).flatMap(([name, member]) => {
    const value = fill(member, scope, whenMissing);
    return value === undefined ? [] : [[name, value] as const];
  });
  return Object.fromEntries(members);
}

function fillText(text: string, scope: JsonObject, whenMissing: WhenMissing): JsonValue | undefined {
  const refs = refsOfText(text);
  const [only] = refs;
  if (only === undefined) return text;
  const values = refs.map((ref) => {
    const value = lookUp(scope, ref.path);
    const mustBeThere = whenMissing === 'refuse' && !ref.isOptional && ref.path[0] !== 'steps';
    if (value === undefined && mustBeThere) throw new MissingValue(ref.text);
    return value;
  });
  if (`\${${only.text}${only.isOptional ? '?' : ''}}` === text) return values[0];
  if (values.includes(undefined)) return undefined;
  let at = -1;
  return text.replace(PLACEHOLDER, () => asText(values[(at += 1)] ?? null));
}

function asText(value: JsonValue): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}

/** The value at a path; a name in snake_case also finds its lowerCamelCase, as proto3 JSON has it. */
export function lookUp(scope: JsonObject, path: readonly string[]): JsonValue | undefined {
  let value: JsonValue | undefined = scope;
  for (const segment of path) {
    if (Array.isArray(value)) value = (value as readonly JsonValue[])[Number(segment)];
    else if (isJsonObject(value)) value = member(value, segment) ?? member(value, camelCase(segment));
    else return undefined;
  }
  return value;
}

function member(object: JsonObject, name: string): JsonValue | undefined {
  return Object.hasOwn(object, name) ? object[name] : undefined;
}

export function camelCase(name: string): string {
  return name.replace(/_([a-z0-9])/g, (_all, letter: string) => letter.toUpperCase());
}

function refsOfText(text: string): readonly TemplateRef[] {
  const refs = [...text.matchAll(PLACEHOLDER)].map(([, inner = '']) => toRef(inner));
  const opened = text.split('${').length - 1;
  if (opened !== refs.length) throw new BadTemplate(`"${text}" opens a placeholder and does not close it`);
  return refs;
}

function toRef(inner: string): TemplateRef {
  const [, text, mark] = REF.exec(inner) ?? [];
  if (text === undefined) throw new BadTemplate(`"${inner}" is no path of names`);
  return { text, path: text.split('.'), isOptional: mark === '?' };
}
