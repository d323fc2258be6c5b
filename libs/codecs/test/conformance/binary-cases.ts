import { binaryMeans, binaryRefused, type ConformanceCase } from './conformance-case.js';
import { KINDS, type Kind, type Value } from './field-kinds.js';
import { fixed32, fixed64, lengthField, tag, varint, varintField, type Bytes } from './wire.js';

const camel = (name: string): string => name[0]?.toUpperCase() + name.slice(1);

function casesOf({ name, digits, wireType, values }: Kind): ConformanceCase[] {
  const upper = name.toUpperCase();
  const many = `many${camel(name)}`;
  const present = digits === 17;
  const reads = values.map(([read]) => read);
  const writes = values.map(([, written]) => written);
  const jsons = values.map(([, , json]) => json);
  const zero = values[0] as Value;
  const other = values[1] as Value;
  const one = (prefix: number, value: Bytes): Bytes => [...tag(prefix + digits, wireType), ...value];
  const each = (prefix: number, all: readonly Bytes[]): Bytes => all.flatMap((value) => one(prefix, value));
  const packed = (prefix: number, all: readonly Bytes[]): Bytes => lengthField(prefix + digits, all.flat());
  const cases = values.flatMap(([read, written, json], i) => {
    const isZero = !present && written.every((byte) => byte === 0);
    const whole = isZero ? [] : one(0, written);
    return binaryMeans(
      'required',
      `ValidDataScalar.${upper}[${i}]`,
      one(0, read),
      whole,
      isZero ? {} : { [`one${camel(name)}`]: json },
    );
  });
  const pick = (prefix: string, bytes: Bytes, [, written, json]: Value): ConformanceCase[] =>
    binaryMeans('required', `ValidDataOneof.${upper}.${prefix}`, bytes, one(60, written), {
      [`pick${camel(name)}`]: json,
    });
  cases.push(
    ...pick('DefaultValue', one(60, zero[0]), zero),
    ...pick('NonDefaultValue', one(60, other[0]), other),
    ...pick('MultipleValuesForSameField', [...one(60, zero[0]), ...one(60, other[0])], other),
    ...pick('MultipleValuesForDifferentField', [...varintField(61, 7), ...one(60, other[0])], other),
    ...binaryMeans(
      'required',
      `RepeatedScalarSelectsLast.${upper}`,
      [...one(0, zero[0]), ...one(0, other[0])],
      one(0, other[1]),
    ),
  );
  if (wireType === 2) {
    cases.push(
      ...binaryMeans('required', `ValidDataRepeated.${upper}`, each(20, reads), each(20, writes), { [many]: jsons }),
    );
  } else {
    cases.push(
      ...binaryMeans('required', `ValidDataRepeated.${upper}.UnpackedInput`, each(20, reads), packed(20, writes), {
        [many]: jsons,
      }),
      ...binaryMeans('required', `ValidDataRepeated.${upper}.PackedInput`, packed(20, reads), packed(20, writes), {
        [many]: jsons,
      }),
      ...binaryMeans(
        'recommended',
        `ValidDataRepeated.${upper}.UnpackedInput.UnpackedOutput`,
        each(40, reads),
        each(40, writes),
      ),
      ...binaryMeans(
        'recommended',
        `ValidDataRepeated.${upper}.PackedInput.UnpackedOutput`,
        packed(40, reads),
        each(40, writes),
      ),
    );
  }
  return [...cases, ...prematureEnds({ name, digits, wireType, values })];
}

const CUT: Readonly<Record<Kind['wireType'], Bytes>> = {
  0: [0x80],
  1: [1, 2, 3, 4, 5, 6, 7],
  2: [3, 65],
  5: [1, 2, 3],
};

/** Bytes that end too early, in and outside of a nested message, and inside an unknown field. */
function prematureEnds({ name, digits, wireType }: Kind): ConformanceCase[] {
  const places = [
    ['KnownNonRepeatedField', digits],
    ['KnownRepeatedField', 20 + digits],
    ['UnknownField', 900],
  ] as const;
  return [
    ...places.flatMap(([place, number]) => [
      ...binaryRefused('required', `PrematureEofBefore${place}.${name}`, tag(number, wireType)),
      ...binaryRefused('required', `PrematureEofInside${place}.${name}`, [...tag(number, wireType), ...CUT[wireType]]),
    ]),
    ...binaryRefused(
      'required',
      `PrematureEofInSubmessageValue.${name}`,
      lengthField(102, [...tag(digits, wireType), ...CUT[wireType].slice(0, 1)]),
    ),
    ...(wireType === 2
      ? []
      : binaryRefused('required', `PrematureEofInPackedField.${name}`, lengthField(20 + digits, CUT[wireType]))),
  ];
}

/** Illegal tags, wire types, lengths and UTF-8; groups; merging. */
const OTHERS: readonly ConformanceCase[] = [
  ...[0, 1, 2, 3, 4, 5].flatMap((wireType) =>
    binaryRefused(
      'required',
      `IllegalZeroFieldNum.${wireType}`,
      [wireType, 1, 1, 0, 0, 0, 0, 0, 0, 0].slice(0, wireType === 2 ? 3 : 10),
    ),
  ),
  ...[6, 7].flatMap((wireType) => binaryRefused('required', `BadWireType.${wireType}`, [...tag(900, wireType), 0])),
  ...binaryRefused('required', 'UnmatchedEndGroup', tag(900, 4)),
  ...binaryRefused('required', 'UnmatchedEndGroup.Nested', lengthField(102, tag(900, 4))),
  ...binaryRefused('required', 'UnmatchedStartGroup', tag(900, 3)),
  ...binaryRefused('required', 'GroupEndsAsAnother', [...tag(900, 3), ...tag(901, 4)]),
  ...binaryMeans(
    'required',
    'UnknownGroup',
    [...tag(900, 3), ...varintField(1, 5), ...tag(900, 4), ...varintField(1, 7)],
    varintField(1, 7),
  ),
  ...binaryRefused('required', 'VarintOfElevenBytes', [...tag(2, 0), ...Array<number>(10).fill(0x80), 1]),
  ...binaryRefused('required', 'TagOfElevenBytes', [...Array<number>(10).fill(0x88), 1, 1]),
  ...binaryRefused('required', 'LengthBeyondTheEnd', [...tag(14, 2), ...varint(2 ** 31 - 1), 65]),
  ...binaryRefused('required', 'LengthThatIsNegative', [...tag(14, 2), ...varint(-1), 65]),
  ...binaryRefused('required', 'RejectInvalidUtf8.String', lengthField(14, [0xff])),
  ...binaryRefused('required', 'RejectInvalidUtf8.Surrogate', lengthField(14, [0xed, 0xa0, 0x80])),
  ...binaryRefused('required', 'RejectInvalidUtf8.Overlong', lengthField(14, [0xc0, 0x80])),
  ...binaryRefused('required', 'RejectInvalidUtf8.RepeatedString', lengthField(34, [65, 0xc3])),
  ...binaryMeans('required', 'UnknownVarint', [...varintField(900, 5), ...varintField(1, 7)], varintField(1, 7)),
  ...binaryMeans(
    'required',
    'UnknownOfEveryWireType',
    [...tag(900, 1), ...fixed64(1), ...tag(901, 5), ...fixed32(1), ...lengthField(902, 'x')],
    [],
  ),
  ...binaryMeans(
    'required',
    'RepeatedScalarMessageMerge',
    [
      ...lengthField(102, [...varintField(1, 1234), ...varintField(2, 1234), ...lengthField(21, varint(1234))]),
      ...lengthField(102, [...varintField(1, 4321), ...varintField(3, 4321), ...lengthField(21, varint(4321))]),
    ],
    lengthField(102, [
      ...varintField(1, 4321),
      ...varintField(2, 1234),
      ...varintField(3, 4321),
      ...lengthField(21, [...varint(1234), ...varint(4321)]),
    ]),
  ),
  ...binaryMeans(
    'required',
    'ValidDataOneof.MESSAGE.Merge',
    [...lengthField(77, varintField(1, 5)), ...lengthField(77, lengthField(2, varintField(1, 6)))],
    lengthField(77, [...varintField(1, 5), ...lengthField(2, varintField(1, 6))]),
  ),
];

const MAPS = [
  ...KINDS.slice(0, 10).map((kind, i) => ({ kind, number: 81 + i, key: kind })),
  ...['bool', 'string'].map((name, i) => {
    const kind = KINDS.find((known) => known.name === name) as Kind;
    return { kind, number: 91 + i, key: kind };
  }),
  ...(['float', 'double', 'bytes', 'enum', 'message'] as const).map((name, i) => ({
    kind: KINDS.find((known) => known.name === name) as Kind,
    number: 93 + i,
    key: KINDS[name === 'float' || name === 'double' ? 0 : 13] as Kind,
  })),
];

function mapCases({ kind, number, key }: (typeof MAPS)[number]): ConformanceCase[] {
  const name = `map${camel(key.name)}${camel(kind.name)}`;
  const [key1, key2] = [0, 1].map((i) => [...tag(1, key.wireType), ...(key.values[i]?.[0] ?? [])]) as unknown as [
    Bytes,
    Bytes,
  ];
  const [value1, value2] = [0, 1].map((i) => [...tag(2, kind.wireType), ...(kind.values[i]?.[0] ?? [])]) as unknown as [
    Bytes,
    Bytes,
  ];
  const entry = (...parts: Bytes[]): Bytes => lengthField(number, parts.flat());
  const json = (i: number): unknown => ({ [name]: { [String(key.values[i]?.[2])]: kind.values[i]?.[2] } });
  const group = `ValidDataMap.${key.name}.${kind.name}`.toUpperCase().replace('VALIDDATAMAP', 'ValidDataMap');
  return [
    ...binaryMeans('required', `${group}.Default`, entry(key1, value1), entry(key1, value1), json(0)),
    ...binaryMeans('required', `${group}.MissingDefault`, entry(), entry(key1, value1), json(0)),
    ...binaryMeans('required', `${group}.NonDefault`, entry(key2, value2), entry(key2, value2), json(1)),
    ...binaryMeans('required', `${group}.Unordered`, entry(value2, key2), entry(key2, value2), json(1)),
    ...binaryMeans(
      'required',
      `${group}.DuplicateKey`,
      [...entry(key2, value1), ...entry(key2, value2)],
      entry(key2, value2),
      json(1),
    ),
    ...binaryMeans(
      'required',
      `${group}.DuplicateKeyInMapEntry`,
      entry(key1, key2, value2),
      entry(key2, value2),
      json(1),
    ),
    ...binaryMeans(
      'required',
      `${group}.DuplicateValueInMapEntry`,
      entry(key2, value1, value2),
      entry(key2, value2),
      json(1),
    ),
  ];
}

export const BINARY_CASES: readonly ConformanceCase[] = [
  ...KINDS.flatMap(casesOf),
  ...MAPS.flatMap(mapCases),
  ...OTHERS,
];
