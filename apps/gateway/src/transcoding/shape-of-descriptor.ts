import type { EnumShape, FieldShape, MessageShape, Presence, ScalarName, ValueShape } from '@bodybroker/codecs';
import { ScalarType, type DescEnum, type DescField, type DescMessage } from '@bufbuild/protobuf';
import { FeatureSet_FieldPresence } from '@bufbuild/protobuf/wkt';

const shapes = new WeakMap<DescMessage, MessageShape>();

/**
 * What a codec is compiled from, of a message type that came as a descriptor. Field types are looked at when they are
 * first used.
 */
export function shapeOfDescriptor(type: DescMessage): MessageShape {
  const known = shapes.get(type);
  if (known !== undefined) return known;
  const shape: MessageShape = { typeName: type.typeName, fields: type.fields.map(fieldShape) };
  shapes.set(type, shape);
  return shape;
}

function fieldShape(field: DescField): FieldShape {
  const { number, name, jsonName, localName } = field;
  return {
    number,
    name,
    jsonName,
    localName,
    presence: presenceOf(field),
    value: valueOf(field),
    longs: 'bigint',
  };
}

function presenceOf(field: DescField): Presence {
  if (field.fieldKind === 'map') return { kind: 'map', key: scalarName(field.mapKey) };
  if (field.fieldKind === 'list') return { kind: 'list', packed: field.packed };
  if (field.oneof !== undefined) return { kind: 'oneof', group: field.oneof.localName };
  return { kind: field.presence === FeatureSet_FieldPresence.IMPLICIT ? 'implicit' : 'explicit' };
}

function valueOf(field: DescField): ValueShape {
  if (field.message !== undefined) {
    const { message } = field;
    return { kind: 'message', of: () => shapeOfDescriptor(message) };
  }
  if (field.enum !== undefined) return { kind: 'enum', of: enumShape(field.enum) };
  return { kind: 'scalar', scalar: scalarName(field.scalar) };
}

const enums = new WeakMap<DescEnum, EnumShape>();

function enumShape(type: DescEnum): EnumShape {
  const known = enums.get(type);
  if (known !== undefined) return known;
  const entries = type.values.map(({ name, number }) => [name, number] as const);
  const shape: EnumShape = {
    typeName: type.typeName,
    numberOf: new Map(entries),
    // Of several names for one number the first is written.
    nameOf: new Map(entries.map(([name, number]) => [number, name] as const).reverse()),
  };
  enums.set(type, shape);
  return shape;
}

function scalarName(scalar: ScalarType | undefined): ScalarName {
  if (scalar === undefined) throw new TypeError('a field has no type');
  return ScalarType[scalar].toLowerCase() as ScalarName;
}
