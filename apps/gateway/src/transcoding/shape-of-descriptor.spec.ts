import { compiledMessage } from '@bodybroker/codecs';
import {
  create,
  fromBinary,
  fromJson,
  toBinary,
  toJson,
  type DescMessage,
  type JsonValue,
  type Message,
} from '@bufbuild/protobuf';
import {
  BoolValueSchema,
  BytesValueSchema,
  DescriptorProtoSchema,
  DoubleValueSchema,
  DurationSchema,
  EmptySchema,
  FieldMaskSchema,
  Int64ValueSchema,
  StringValueSchema,
  StructSchema,
  TimestampSchema,
  UInt32ValueSchema,
  ValueSchema,
} from '@bufbuild/protobuf/wkt';
import fc from 'fast-check';
import { shapeOfDescriptor } from './shape-of-descriptor.js';

const nanos = fc.oneof(
  fc.constant(0),
  fc.nat(999).map((n) => n * 1_000_000),
  fc.nat(999_999_999),
);

const MESSAGES: readonly (readonly [DescMessage, fc.Arbitrary<Message>])[] = [
  [
    TimestampSchema,
    fc
      .record({ seconds: fc.bigInt({ min: -62_135_596_800n, max: 253_402_300_799n }), nanos })
      .map((init) => create(TimestampSchema, init)),
  ],
  [
    DurationSchema,
    fc
      .record({ seconds: fc.bigInt({ min: 0n, max: 315_576_000_000n }), nanos, sign: fc.constantFrom(1, -1) })
      .map(({ seconds, nanos: n, sign }) =>
        create(DurationSchema, { seconds: seconds * BigInt(sign), nanos: n * sign }),
      ),
  ],
  [StructSchema, fc.dictionary(fc.string(), fc.jsonValue()).map((json) => fromJson(StructSchema, json as JsonValue))],
  [ValueSchema, fc.jsonValue().map((json) => fromJson(ValueSchema, json as JsonValue))],
  [EmptySchema, fc.constant(create(EmptySchema))],
  [FieldMaskSchema, fc.constant(create(FieldMaskSchema, { paths: ['a_b', 'c.d'] }))],
  [DoubleValueSchema, fc.double().map((value) => create(DoubleValueSchema, { value }))],
  [Int64ValueSchema, fc.bigInt(-(2n ** 63n), 2n ** 63n - 1n).map((value) => create(Int64ValueSchema, { value }))],
  [UInt32ValueSchema, fc.nat(0xffffffff).map((value) => create(UInt32ValueSchema, { value }))],
  [BoolValueSchema, fc.boolean().map((value) => create(BoolValueSchema, { value }))],
  [StringValueSchema, fc.string({ unit: 'grapheme' }).map((value) => create(StringValueSchema, { value }))],
  [BytesValueSchema, fc.uint8Array().map((value) => create(BytesValueSchema, { value }))],
];

describe.each(MESSAGES)('compiled from the descriptor of $typeName', (type, messages) => {
  const codec = compiledMessage(shapeOfDescriptor(type));

  it('reads JSON as @bufbuild/protobuf does, or leaves it', () => {
    fc.assert(
      fc.property(messages, (message) => {
        const json = toJson(type, message);
        const bytes = attempt(() => codec.jsonToBytes(json));
        if (bytes !== undefined) expect(toJson(type, fromBinary(type, bytes))).toEqual(json);
      }),
    );
  });

  it('writes JSON as @bufbuild/protobuf does, or leaves it', () => {
    fc.assert(
      fc.property(messages, (message) => {
        const text = attempt(() => codec.bytesToJson(toBinary(type, message)));
        // JSON has one zero only.
        const json = JSON.parse(JSON.stringify(toJson(type, message))) as JsonValue;
        if (text !== undefined) expect(JSON.parse(Buffer.from(text).toString())).toEqual(json);
      }),
    );
  });
});

it.each<[DescMessage, JsonValue]>([
  [TimestampSchema, '2026-11-21T09:30:00.500Z'],
  [DurationSchema, '-1.500s'],
  [ValueSchema, { a: [1, null, 'b', true] }],
  [StringValueSchema, 'text'],
])('does not leave %s', (type, json) => {
  const codec = compiledMessage(shapeOfDescriptor(type));
  expect(JSON.parse(Buffer.from(codec.bytesToJson(codec.jsonToBytes(json))).toString())).toEqual(json);
});

it.each<[DescMessage, JsonValue]>([
  [TimestampSchema, '2026-11-21T09:30:00+01:00'],
  [TimestampSchema, '10000-01-01T00:00:00Z'],
  [TimestampSchema, 5],
  [DurationSchema, '400000000000s'],
  [DurationSchema, '1.0000000001s'],
  [FieldMaskSchema, 'aB'],
])('leaves %s %j', (type, json) => {
  expect(() => compiledMessage(shapeOfDescriptor(type)).jsonToBytes(json)).toThrow();
});

it('follows descriptors that contain themselves', () => {
  const codec = compiledMessage(shapeOfDescriptor(DescriptorProtoSchema));
  const json = { name: 'A', nestedType: [{ name: 'B', field: [{ name: 'c', number: 1, label: 'LABEL_OPTIONAL' }] }] };
  expect(toJson(DescriptorProtoSchema, fromBinary(DescriptorProtoSchema, codec.jsonToBytes(json)))).toEqual(json);
});

function attempt<T>(act: () => T): T | undefined {
  try {
    return act();
  } catch {
    return undefined;
  }
}
