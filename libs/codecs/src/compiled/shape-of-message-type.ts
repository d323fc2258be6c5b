import { LongType, RepeatType, ScalarType, type FieldInfo, type IMessageType } from '@protobuf-ts/runtime';
import type { EnumShape, FieldShape, MessageShape, Presence, ScalarName, ValueShape } from './message-shape.js';

const SHAPES = new WeakMap<object, MessageShape>();

const LONGS = { [LongType.BIGINT]: 'bigint', [LongType.STRING]: 'string', [LongType.NUMBER]: 'number' } as const;

/** The shape of a protobuf-ts message type, from its reflection information. One object per type. */
export function shapeOfMessageType(type: IMessageType<object>): MessageShape {
  const known = SHAPES.get(type);
  if (known !== undefined) return known;
  const shape: MessageShape = {
    typeName: type.typeName,
    fields: type.fields.map(fieldShape),
    ...(type.messagePrototype === undefined ? {} : { prototype: type.messagePrototype }),
  };
  SHAPES.set(type, shape);
  return shape;
}

function fieldShape(field: FieldInfo): FieldShape {
  const { no: number, name, jsonName, localName } = field;
  const scalar = field.kind === 'map' ? field.V : field;
  const long = 'L' in scalar ? scalar.L : undefined;
  return {
    number,
    name,
    jsonName,
    localName,
    presence: presenceOf(field),
    value: valueShape(scalar),
    longs: LONGS[long ?? LongType.STRING],
  };
}

function presenceOf(field: FieldInfo): Presence {
  if (field.kind === 'map') return { kind: 'map', key: scalarName(field.K) };
  if (field.repeat !== undefined && field.repeat !== RepeatType.NO) {
    return { kind: 'list', packed: field.repeat === RepeatType.PACKED };
  }
  if (field.oneof !== undefined) return { kind: 'oneof', group: field.oneof };
  return { kind: field.kind === 'message' || field.opt ? 'explicit' : 'implicit' };
}

type ValueInfo = FieldInfo | Extract<FieldInfo, { kind: 'map' }>['V'];

function valueShape(info: ValueInfo): ValueShape {
  if (info.kind === 'message') {
    const { T } = info;
    return { kind: 'message', of: () => shapeOfMessageType(T()) };
  }
  if (info.kind === 'enum') return { kind: 'enum', of: enumShape(info.T()) };
  if (info.kind === 'scalar') return { kind: 'scalar', scalar: scalarName(info.T) };
  throw new TypeError('a map holds no maps');
}

type EnumInfo = ReturnType<Extract<FieldInfo, { kind: 'enum' }>['T']>;

function enumShape([typeName, members, prefix = '']: EnumInfo): EnumShape {
  const entries = Object.entries(members).flatMap(([name, number]) =>
    typeof number === 'number' ? [[prefix + name, number] as const] : [],
  );
  return {
    typeName,
    numberOf: new Map(entries),
    nameOf: new Map(entries.map(([, number]) => [number, prefix + String(members[number])])),
  };
}

function scalarName(type: ScalarType): ScalarName {
  return ScalarType[type].toLowerCase() as ScalarName;
}
