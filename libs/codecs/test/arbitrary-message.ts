import fc from 'fast-check';
import type { JsonObject } from '@protobuf-ts/runtime';
import { ScalarType, RepeatType, type FieldInfo, type IMessageType } from '@protobuf-ts/runtime';

type Values = Record<string, unknown>;
type ValueInfo = FieldInfo | Extract<FieldInfo, { kind: 'map' }>['V'];

const int64 = fc.oneof(fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }), fc.bigInt({ min: -3n, max: 300n }));
const uint64 = fc.oneof(fc.bigInt({ min: 0n, max: 2n ** 64n - 1n }), fc.bigInt({ min: 0n, max: 300n }));
const int32 = fc.oneof(fc.integer(), fc.integer({ min: -3, max: 300 }));
const uint32 = fc.nat({ max: 0xffffffff });
// Where protobuf-ts loses the sign of zero the compiled codec keeps it, as the specification wants.
const notMinusZero = (value: number): boolean => !Object.is(value, -0);

const SCALARS: Readonly<Record<ScalarType, fc.Arbitrary<unknown>>> = {
  [ScalarType.DOUBLE]: fc.double().filter(notMinusZero),
  [ScalarType.FLOAT]: fc.float().filter(notMinusZero),
  [ScalarType.INT64]: int64,
  [ScalarType.UINT64]: uint64,
  [ScalarType.INT32]: int32,
  [ScalarType.FIXED64]: uint64,
  // protobuf-ts 2.11 refuses larger ones in JSON, as if they were signed.
  [ScalarType.FIXED32]: fc.nat({ max: 0x7fffffff }),
  [ScalarType.BOOL]: fc.boolean(),
  [ScalarType.STRING]: fc.oneof(
    fc.string(),
    fc.string({ unit: 'grapheme', maxLength: 80 }),
    fc.string({ minLength: 38, maxLength: 42 }),
    fc.constant('long '.repeat(40)),
  ),
  [ScalarType.BYTES]: fc.uint8Array({ maxLength: 200 }),
  [ScalarType.UINT32]: uint32,
  [ScalarType.SFIXED32]: int32,
  [ScalarType.SFIXED64]: int64,
  [ScalarType.SINT32]: int32,
  [ScalarType.SINT64]: int64,
};

/** Messages of a type with a few fields set, nested a few levels deep. */
export function arbitraryMessage(type: IMessageType<object>, depth = 0): fc.Arbitrary<object> {
  const special = WELL_KNOWN.get(type.typeName);
  if (special !== undefined) return special.map((json) => type.fromJson(json as JsonObject));
  const fields = depth < 2 ? type.fields : type.fields.filter((field) => !holdsMessages(field));
  if (fields.length === 0) return fc.constant(type.create());
  return fc
    .subarray([...fields], { maxLength: Math.min(fields.length, 8) })
    .chain((chosen) => fc.tuple(...chosen.map((field) => arbitraryField(field, depth))))
    .map((entries) => type.create(Object.fromEntries(entries)));
}

const WELL_KNOWN: ReadonlyMap<string, fc.Arbitrary<unknown>> = new Map([
  ['google.protobuf.Struct', fc.dictionary(fc.string(), fc.jsonValue({ maxDepth: 2 }))],
  ['google.protobuf.Value', fc.jsonValue({ maxDepth: 2 })],
]);

function holdsMessages(field: FieldInfo): boolean {
  return (field.kind === 'map' ? field.V.kind : field.kind) === 'message';
}

function arbitraryField(field: FieldInfo, depth: number): fc.Arbitrary<readonly [string, unknown]> {
  const { localName, oneof } = field;
  if (oneof !== undefined) {
    return arbitraryValue(field, depth).map((value) => [oneof, { oneofKind: localName, [localName]: value }] as const);
  }
  return arbitraryPresent(field, depth).map((value) => [localName, value] as const);
}

function arbitraryPresent(field: FieldInfo, depth: number): fc.Arbitrary<unknown> {
  if (field.kind === 'map') {
    return fc
      .uniqueArray(fc.tuple(SCALARS[field.K].map(String), arbitraryValue(field.V, depth)), {
        maxLength: 3,
        selector: ([key]) => key,
      })
      .map((entries): Values => Object.fromEntries(entries.filter(([key]) => key !== '__proto__')));
  }
  const value = arbitraryValue(field, depth);
  return field.repeat === undefined || field.repeat === RepeatType.NO ? value : fc.array(value, { maxLength: 4 });
}

function arbitraryValue(info: ValueInfo, depth: number): fc.Arbitrary<unknown> {
  if (info.kind === 'message') return arbitraryMessage(info.T(), depth + 1);
  if (info.kind === 'enum') return fc.oneof(fc.constantFrom(0, 2, -1), fc.integer());
  if (info.kind === 'scalar') return SCALARS[info.T];
  throw new TypeError('a map holds no maps');
}
