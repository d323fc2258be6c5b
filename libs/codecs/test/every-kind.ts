import { Struct, Value } from '@bodybroker/contracts-common';
import {
  LongType,
  MessageType,
  RepeatType,
  ScalarType,
  type EnumInfo,
  type PartialFieldInfo,
} from '@protobuf-ts/runtime';

/** An enum with a gap and a negative number. */
enum Colour {
  NONE = -1,
  RED = 0,
  BLUE = 2,
}
const colour = (): EnumInfo => ['test.Colour', Colour, 'COLOUR_'];

const SCALARS = [
  ScalarType.DOUBLE,
  ScalarType.FLOAT,
  ScalarType.INT64,
  ScalarType.UINT64,
  ScalarType.INT32,
  ScalarType.FIXED64,
  ScalarType.FIXED32,
  ScalarType.BOOL,
  ScalarType.STRING,
  ScalarType.BYTES,
  ScalarType.UINT32,
  ScalarType.SFIXED32,
  ScalarType.SFIXED64,
  ScalarType.SINT32,
  ScalarType.SINT64,
] as const;

const nameOf = (type: ScalarType): string => ScalarType[type].toLowerCase();

function fields(): PartialFieldInfo[] {
  const scalar = (type: ScalarType) => ({ kind: 'scalar', T: type, L: LongType.BIGINT }) as const;
  return [
    ...SCALARS.map((T, i) => ({ no: 1 + i, name: `one_${nameOf(T)}`, ...scalar(T) })),
    ...SCALARS.map((T, i) => ({ no: 20 + i, name: `may_${nameOf(T)}`, opt: true, ...scalar(T) }) as PartialFieldInfo),
    ...SCALARS.map(
      (T, i) => ({ no: 40 + i, name: `pick_${nameOf(T)}`, oneof: 'pick', ...scalar(T) }) as PartialFieldInfo,
    ),
    ...SCALARS.map(
      (T, i): PartialFieldInfo =>
        ({
          no: 60 + i,
          name: `many_${nameOf(T)}`,
          repeat: repeatOf(T),
          ...scalar(T),
        }) as PartialFieldInfo,
    ),
    ...SCALARS.map((T, i): PartialFieldInfo => ({
      no: 80 + i,
      name: `by_name_${nameOf(T)}`,
      kind: 'map',
      K: ScalarType.STRING,
      V: scalar(T),
    })),
    { no: 100, name: 'loose_int32', ...scalar(ScalarType.INT32), repeat: RepeatType.UNPACKED },
    { no: 101, name: 'by_int64', kind: 'map', K: ScalarType.INT64, V: scalar(ScalarType.STRING) },
    { no: 102, name: 'by_bool', kind: 'map', K: ScalarType.BOOL, V: { kind: 'enum', T: colour } },
    { no: 103, name: 'by_uint32', kind: 'map', K: ScalarType.UINT32, V: { kind: 'message', T: () => EveryKind } },
    { no: 104, name: 'hue', kind: 'enum', T: colour },
    { no: 105, name: 'hues', kind: 'enum', T: colour, repeat: RepeatType.PACKED },
    { no: 106, name: 'may_hue', kind: 'enum', T: colour, opt: true },
    { no: 107, name: 'inner', kind: 'message', T: () => EveryKind },
    { no: 108, name: 'inners', kind: 'message', T: () => EveryKind, repeat: RepeatType.UNPACKED },
    { no: 109, name: 'pick_inner', kind: 'message', T: () => EveryKind, oneof: 'pick' },
    { no: 110, name: 'odd', jsonName: 'odd "name"', ...scalar(ScalarType.STRING) },
    { no: 111, name: 'constructor', localName: 'constructor$', ...scalar(ScalarType.STRING) },
    { no: 112, name: 'struct', kind: 'message', T: () => Struct },
    { no: 113, name: 'anything', kind: 'message', T: () => Value },
    { no: 300_000, name: 'far', ...scalar(ScalarType.SINT64) },
  ];
}

function repeatOf(type: ScalarType): RepeatType {
  return type === ScalarType.STRING || type === ScalarType.BYTES ? RepeatType.UNPACKED : RepeatType.PACKED;
}

/** A message with a field of every kind there is. */
export const EveryKind: MessageType<object> = new MessageType<object>('test.EveryKind', fields());
