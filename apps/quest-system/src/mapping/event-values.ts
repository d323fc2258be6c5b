import type { ConditionValue } from '@bodybroker/conditions';
import type { FieldInfo, IMessageType } from '@protobuf-ts/runtime';

type Fields = Readonly<Record<string, unknown>>;
type Values = Readonly<Record<string, ConditionValue>>;

/**
 * A message as conditions read it: fields by their proto names, enums by name without prefix, 64-bit numbers as they are. A field of
 * a oneof, or an optional one, is there when it is set.
 */
export function eventValues<Payload extends object>(messageType: IMessageType<Payload>, payload: Payload): Values {
  const fields = payload as Fields;
  const values: Record<string, ConditionValue> = {};
  for (const field of messageType.fields) {
    const value = valueOf(field, fields);
    if (value !== undefined) values[field.name] = convert(field, value);
  }
  return values;
}

/** A message with every field there, each at its zero value: what a condition may read. Messages in messages: three deep. */
export function sampleValues(messageType: IMessageType<object>, depth = 3): Values {
  const values: Record<string, ConditionValue> = {};
  for (const field of messageType.fields) values[field.name] = sampleOf(field, depth);
  return values;
}

function valueOf(field: FieldInfo, fields: Fields): unknown {
  if (field.oneof === undefined) return fields[field.localName];
  const group = fields[field.oneof] as Fields | undefined;
  return group?.['oneofKind'] === field.localName ? group[field.localName] : undefined;
}

function convert(field: FieldInfo, value: unknown): ConditionValue {
  if (field.kind === 'map') {
    const entries = Object.entries(value as Fields).map(
      ([key, item]) => [key, convertMapValue(field.V, item)] as const,
    );
    return new Map(entries);
  }
  if (Array.isArray(value)) return value.map((item: unknown) => convertOne(field, item));
  return convertOne(field, value);
}

function convertOne(field: FieldInfo, value: unknown): ConditionValue {
  switch (field.kind) {
    case 'message':
      return eventValues(field.T(), value as object);
    case 'enum':
      return enumLabel(field.T(), value);
    default:
      return scalar(value);
  }
}

type EnumInfo = ReturnType<Extract<FieldInfo, { kind: 'enum' }>['T']>;
type MapValue = Extract<FieldInfo, { kind: 'map' }>['V'];

function convertMapValue(type: MapValue, value: unknown): ConditionValue {
  if (type.kind === 'message') return eventValues(type.T(), value as object);
  return type.kind === 'enum' ? enumLabel(type.T(), value) : scalar(value);
}

/** `bodybroker.x.v1.SourceKind` and the name SOURCE_KIND_CORPSE give CORPSE; generated names lack the prefix mostly, not always. */
function enumLabel([typeName, names]: EnumInfo, value: unknown): string {
  const name = String(names[Number(value)] ?? value);
  const ownName = typeName.slice(typeName.lastIndexOf('.') + 1);
  const prefix = `${ownName.replace(/(?<=[a-z0-9])(?=[A-Z])/g, '_').toUpperCase()}_`;
  return name.startsWith(prefix) ? name.slice(prefix.length) : name;
}

function scalar(value: unknown): ConditionValue {
  if (value instanceof Uint8Array) return Buffer.from(value).toString('base64');
  return value as ConditionValue;
}

function sampleOf(field: FieldInfo, depth: number): ConditionValue {
  if (field.kind === 'map') return new Map();
  if (field.repeat !== undefined && field.repeat !== 0) return [];
  switch (field.kind) {
    case 'message':
      return depth === 0 ? {} : sampleValues(field.T(), depth - 1);
    case 'enum':
      return enumLabel(field.T(), 0);
    case 'scalar':
      return SCALAR_SAMPLES[field.T] ?? 0;
  }
}

/** By protobuf's number of the type: bool, string and bytes; all others are numbers. */
const SCALAR_SAMPLES: Readonly<Record<number, ConditionValue>> = { 8: false, 9: '', 12: '' };
