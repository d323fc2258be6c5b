import { jsonBecomes, jsonCannotSay, jsonMeans, jsonRefused, type ConformanceCase } from './conformance-case.js';
import { double, fixed32, float, lengthField, tag, varintField, type Bytes } from './wire.js';

const WRAPPERS: readonly (readonly [name: string, number: number, zero: string, value: string, written: Bytes])[] = [
  ['bool', 201, 'false', 'true', varintField(1, 1)],
  ['int32', 202, '0', '1', varintField(1, 1)],
  ['int64', 203, '"0"', '"1"', varintField(1, 1)],
  ['uint32', 204, '0', '1', varintField(1, 1)],
  ['uint64', 205, '"0"', '"1"', varintField(1, 1)],
  ['float', 206, '0', '1', [...tag(1, 5), ...float(1)]],
  ['double', 207, '0', '1', [...tag(1, 1), ...double(1)]],
  ['string', 208, '""', '"1"', lengthField(1, '1')],
  ['bytes', 209, '""', '"AQI="', lengthField(1, [1, 2])],
];

const wrappers = WRAPPERS.flatMap(([name, number, zero, value, written]) => [
  ...jsonMeans('required', `Optional.${name}.WrapperZero`, `{"${name}Wrapper": ${zero}}`, lengthField(number, '')),
  ...jsonMeans('required', `Optional.${name}.Wrapper`, `{"${name}Wrapper": ${value}}`, lengthField(number, written)),
  ...jsonMeans('required', `Repeated.${name}.Wrapper`, `{"${name}Wrappers": [${zero}, ${value}]}`, [
    ...lengthField(number + 10, ''),
    ...lengthField(number + 10, written),
  ]),
  ...jsonMeans('required', `${name}.WrapperNull`, `{"${name}Wrapper": null, "${name}Wrappers": null}`, [], {}),
]);

const instant = (number: number, seconds: number, nanos: number): Bytes =>
  lengthField(number, [
    ...(seconds === 0 ? [] : varintField(1, seconds)),
    ...(nanos === 0 ? [] : varintField(2, nanos)),
  ]);

const DURATION: readonly ConformanceCase[] = [
  ...jsonMeans(
    'required',
    'DurationMinValue',
    '{"duration": "-315576000000.999999999s"}',
    instant(301, -315576000000, -999999999),
  ),
  ...jsonMeans(
    'required',
    'DurationMaxValue',
    '{"duration": "315576000000.999999999s"}',
    instant(301, 315576000000, 999999999),
  ),
  ...jsonMeans('required', 'DurationRepeatedValue', '{"durations": ["1.500s", "-1.500s"]}', [
    ...instant(311, 1, 5e8),
    ...instant(311, -1, -5e8),
  ]),
  ...jsonMeans('required', 'DurationZero', '{"duration": "0s"}', instant(301, 0, 0)),
  ...['1', '-315576000001.000000000s', '315576000001.000000000s', '1.5', 's', '', '1.0000000001s'].flatMap((text) =>
    jsonRefused('required', `DurationRefused.${text}`, `{"duration": "${text}"}`),
  ),
  ...jsonRefused('required', 'DurationIsNumber', '{"duration": 1}'),
  ...jsonCannotSay('required', 'DurationProtoInputTooSmall', instant(301, -315576000001, 0)),
  ...jsonCannotSay('required', 'DurationProtoInputTooLarge', instant(301, 315576000001, 0)),
  ...jsonCannotSay('required', 'DurationProtoNanosTooLarge', instant(301, 1, 1e9)),
  ...jsonCannotSay('required', 'DurationProtoNanosWrongSign', instant(301, -1, 1)),
  ...[
    ['1.000000000s', '1s'],
    ['1.010000000s', '1.010s'],
    ['1.000010000s', '1.000010s'],
    ['1.000000010s', '1.000000010s'],
  ].flatMap(([text, back]) =>
    jsonBecomes('recommended', `DurationFraction.${text}`, `{"duration": "${text}"}`, { duration: back }),
  ),
];

const TIMESTAMP: readonly ConformanceCase[] = [
  ...jsonMeans('required', 'TimestampMinValue', '{"timestamp": "0001-01-01T00:00:00Z"}', instant(302, -62135596800, 0)),
  ...jsonMeans(
    'required',
    'TimestampMaxValue',
    '{"timestamp": "9999-12-31T23:59:59.999999999Z"}',
    instant(302, 253402300799, 999999999),
  ),
  ...jsonMeans(
    'required',
    'TimestampRepeatedValue',
    '{"timestamps": ["0001-01-01T00:00:00Z", "1969-12-31T23:59:59.500Z"]}',
    [...instant(312, -62135596800, 0), ...instant(312, -1, 5e8)],
  ),
  ...jsonMeans('required', 'TimestampLeap', '{"timestamp": "1993-02-10T00:00:00.000Z"}', instant(302, 729302400, 0), {
    timestamp: '1993-02-10T00:00:00Z',
  }),
  ...jsonMeans(
    'required',
    'TimestampWithPositiveOffset',
    '{"timestamp": "1970-01-01T08:00:01+08:00"}',
    instant(302, 1, 0),
    { timestamp: '1970-01-01T00:00:01Z' },
  ),
  ...jsonMeans(
    'required',
    'TimestampWithNegativeOffset',
    '{"timestamp": "1969-12-31T16:00:01-08:00"}',
    instant(302, 1, 0),
    { timestamp: '1970-01-01T00:00:01Z' },
  ),
  ...[
    '0000-01-01T00:00:00Z',
    '10000-01-01T00:00:00Z',
    '0001-01-01T00:00:00',
    '0001-01-01 00:00:00Z',
    '0001-01-01T00:00:00z',
    '0001-01-01t00:00:00Z',
    '2026-02-30T00:00:00Z',
    '2026-01-01T24:00:00Z',
    '2026-01-01T00:00:00.1234567890Z',
  ].flatMap((text) => jsonRefused('required', `TimestampRefused.${text}`, `{"timestamp": "${text}"}`)),
  ...jsonCannotSay('required', 'TimestampProtoInputTooSmall', instant(302, -62135596801, 0)),
  ...jsonCannotSay('required', 'TimestampProtoInputTooLarge', instant(302, 253402300800, 0)),
  ...jsonCannotSay('required', 'TimestampProtoNegativeNanos', instant(302, 1, -1)),
  ...jsonCannotSay('required', 'TimestampProtoNanosTooLarge', instant(302, 1, 1e9)),
  ...[
    ['1969-12-31T16:00:00-08:00', '1970-01-01T00:00:00Z'],
    ['1970-01-01T00:00:00.000000000Z', '1970-01-01T00:00:00Z'],
    ['1970-01-01T00:00:00.010000000Z', '1970-01-01T00:00:00.010Z'],
    ['1970-01-01T00:00:00.000010000Z', '1970-01-01T00:00:00.000010Z'],
    ['1970-01-01T00:00:00.000000010Z', '1970-01-01T00:00:00.000000010Z'],
  ].flatMap(([text, back]) =>
    jsonBecomes('recommended', `TimestampFraction.${text}`, `{"timestamp": "${text}"}`, { timestamp: back }),
  ),
];

const mask = (...paths: string[]): Bytes =>
  lengthField(
    303,
    paths.flatMap((path) => lengthField(1, path)),
  );

const FIELD_MASK: readonly ConformanceCase[] = [
  ...jsonMeans('required', 'FieldMask', '{"fieldMask": "foo,barBaz"}', mask('foo', 'bar_baz')),
  ...jsonMeans('required', 'EmptyFieldMask', '{"fieldMask": ""}', mask()),
  ...jsonRefused('recommended', 'FieldMaskInvalidCharacter', '{"fieldMask": "foo,bar_bar"}'),
  ...jsonCannotSay('recommended', 'FieldMaskPathsDontRoundTrip', mask('fooBar')),
  ...jsonCannotSay('recommended', 'FieldMaskNumbersDontRoundTrip', mask('foo_3_bar')),
  ...jsonCannotSay('recommended', 'FieldMaskTooManyUnderscore', mask('foo__bar')),
];

const numberValue = (value: number): Bytes => [...tag(2, 1), ...double(value)];
const stringValue = (value: string): Bytes => lengthField(3, value);
const nullValue = varintField(1, 0);
const listValue = (...values: Bytes[]): Bytes =>
  lengthField(
    6,
    values.flatMap((value) => lengthField(1, value)),
  );
const fields = (...entries: [string, Bytes][]): Bytes =>
  entries.flatMap(([key, value]) => lengthField(1, [...lengthField(1, key), ...lengthField(2, value)]));

const STRUCT: readonly ConformanceCase[] = [
  ...jsonMeans(
    'required',
    'Struct',
    '{"struct": {"n": null, "i": 1234, "b": true, "d": 1234.5678, "s": "Hello", "l": [1234, "5678"], "o": {"value": 0}}}',
    lengthField(
      304,
      fields(
        ['n', nullValue],
        ['i', numberValue(1234)],
        ['b', varintField(4, 1)],
        ['d', numberValue(1234.5678)],
        ['s', stringValue('Hello')],
        ['l', listValue(numberValue(1234), stringValue('5678'))],
        ['o', lengthField(5, fields(['value', numberValue(0)]))],
      ),
    ),
  ),
  ...jsonMeans(
    'required',
    'StructWithEmptyListValue',
    '{"struct": {"listValue": []}}',
    lengthField(304, fields(['listValue', listValue()])),
  ),
  ...[
    ['Integer', '1', numberValue(1)],
    ['Float', '1.5', numberValue(1.5)],
    ['Bool', 'false', varintField(4, 0)],
    ['Null', 'null', nullValue],
    ['String', '"hello"', stringValue('hello')],
    ['List', '[0, "hello"]', listValue(numberValue(0), stringValue('hello'))],
    ['Object', '{"value": 1}', lengthField(5, fields(['value', numberValue(1)]))],
  ].flatMap(([name, json, bytes]) =>
    jsonMeans(
      'required',
      `ValueAccept${name as string}`,
      `{"value": ${json as string}}`,
      lengthField(306, bytes as Bytes),
    ),
  ),
  ...jsonMeans('required', 'RepeatedValue', '{"values": [["a"]]}', lengthField(316, listValue(stringValue('a')))),
  ...jsonMeans('required', 'RepeatedValueNull', '{"values": [null]}', lengthField(316, nullValue)),
  ...jsonMeans(
    'required',
    'RepeatedListValue',
    '{"listValues": [["a"]]}',
    lengthField(317, lengthField(1, stringValue('a'))),
  ),
  ...jsonCannotSay('recommended', 'ValueRejectNanNumberValue', lengthField(306, numberValue(NaN))),
  ...jsonCannotSay('recommended', 'ValueRejectInfNumberValue', lengthField(306, numberValue(Infinity))),
  ...jsonBecomes('recommended', 'NullValueInOtherOneofOldFormat', '{"pickNullValue": "NULL_VALUE"}', {
    pickNullValue: null,
  }),
  ...jsonBecomes('recommended', 'NullValueInOtherOneofNewFormat', '{"pickNullValue": null}', { pickNullValue: null }),
  ...jsonBecomes('recommended', 'NullValueInNormalMessage', '{"nullValue": null}', {}),
];

const url = (type: string): string => `type.googleapis.com/${type}`;
const any = (type: string, value: Bytes): Bytes =>
  lengthField(305, [...lengthField(1, url(type)), ...lengthField(2, value)]);

const ANY: readonly ConformanceCase[] = [
  ...jsonMeans(
    'required',
    'Any',
    `{"any": {"@type": "${url('codecs.conformance.v1.Part')}", "a": 12345}}`,
    any('codecs.conformance.v1.Part', varintField(1, 12345)),
  ),
  ...jsonMeans(
    'required',
    'AnyUnorderedTypeTag',
    `{"any": {"a": 12345, "@type": "${url('codecs.conformance.v1.Part')}"}}`,
    any('codecs.conformance.v1.Part', varintField(1, 12345)),
  ),
  ...jsonMeans(
    'required',
    'AnyWithDuration',
    `{"any": {"@type": "${url('google.protobuf.Duration')}", "value": "1.500s"}}`,
    any('google.protobuf.Duration', [...varintField(1, 1), ...varintField(2, 500000000)]),
  ),
  ...jsonMeans(
    'required',
    'AnyWithInt32ValueWrapper',
    `{"any": {"@type": "${url('google.protobuf.Int32Value')}", "value": 12345}}`,
    any('google.protobuf.Int32Value', varintField(1, 12345)),
  ),
  ...jsonMeans('required', 'AnyEmpty', '{"any": {}}', lengthField(305, '')),
  ...jsonRefused('required', 'AnyOfUnknownType', `{"any": {"@type": "${url('no.Such')}", "a": 1}}`),
  ...jsonRefused('required', 'AnyWithNoType', '{"any": {"a": 1}}'),
  ...jsonRefused('required', 'AnyWktRepresentationWithEmptyTypeAndValue', '{"any": {"@type": "", "value": ""}}'),
  ...jsonCannotSay('required', 'AnyOfGarbage', lengthField(305, [...tag(7, 5), ...fixed32(1), ...lengthField(1, 'x')])),
];

export const WELL_KNOWN_CASES: readonly ConformanceCase[] = [
  ...wrappers,
  ...DURATION,
  ...TIMESTAMP,
  ...FIELD_MASK,
  ...STRUCT,
  ...ANY,
];
