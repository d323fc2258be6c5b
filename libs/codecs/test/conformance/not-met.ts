// Cases that are not met, and why. Each of them is tried: one that is met must be taken off the list.

const NO_REGISTRY =
  'refused: what an Any holds is known only with a registry of types, which a codec of one type does not have';
const OPAQUE_ANY = 'protobuf-ts reads an Any without a type as an empty one';
const LEFT_TO_PROTOBUF_TS = 'left to protobuf-ts, which takes it';

const ANY = ['Any', 'AnyUnorderedTypeTag', 'AnyWithDuration', 'AnyWithInt32ValueWrapper'].flatMap(
  (name): [string, string][] => [
    [`${name}.ProtobufOutput`, NO_REGISTRY],
    [`${name}.JsonOutput`, NO_REGISTRY],
  ],
);

const BOTH: readonly (readonly [name: string, why: string])[] = [
  ...ANY,
  ['AnyWithNoType', OPAQUE_ANY],
  ['AnyWktRepresentationWithEmptyTypeAndValue', OPAQUE_ANY],
  ['GroupEndsAsAnother', `groups are ${LEFT_TO_PROTOBUF_TS}: it looks at no numbers of their ends`],
  ['FieldNameDuplicateDifferentCasing1', `${LEFT_TO_PROTOBUF_TS}; only a name in one spelling twice is seen`],
  ['FieldNameDuplicateDifferentCasing2', `${LEFT_TO_PROTOBUF_TS}; only a name in one spelling twice is seen`],
  ['Int64FieldLeadingSpace', `${LEFT_TO_PROTOBUF_TS}, as BigInt() does`],
  ['TimestampRefused.2026-02-30T00:00:00Z', `${LEFT_TO_PROTOBUF_TS} for 2 March, as Date.parse does`],
  ['TimestampRefused.2026-01-01T24:00:00Z', `${LEFT_TO_PROTOBUF_TS} for the next day, as Date.parse does`],
  ['TimestampProtoNanosTooLarge.JsonOutput', `${LEFT_TO_PROTOBUF_TS} and writes ten digits`],
  ['DurationProtoNanosWrongSign.JsonOutput', `${LEFT_TO_PROTOBUF_TS}`],
];

/** By the compiled codecs with protobuf-ts behind them. */
export const NOT_MET_BY_CODECS: ReadonlyMap<string, string> = new Map(BOTH);

export const NOT_MET_BY_PROTOBUF_TS: ReadonlyMap<string, string> = new Map([
  ...BOTH,
  ['FieldNameDuplicate', 'JSON.parse keeps the last'],
  ['Fixed32FieldMaxValue.ProtobufOutput', 'read as if it were signed'],
  ['Fixed32FieldMaxValue.JsonOutput', 'read as if it were signed'],
  ['FloatFieldMaxPositiveValue.JsonOutput', 'kept as a double'],
  ['FloatFieldNegativeZero.ProtobufOutput', 'the sign of zero is lost'],
  ['DoubleFieldNegativeZero.ProtobufOutput', 'the sign of zero is lost'],
  ['RepeatedValueNull.ProtobufOutput', 'null is refused in lists of Value'],
  ['RepeatedValueNull.JsonOutput', 'null is refused in lists of Value'],
]);
