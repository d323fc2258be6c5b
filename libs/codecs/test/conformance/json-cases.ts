import { binaryMeans, jsonBecomes, jsonMeans, jsonRefused, type ConformanceCase } from './conformance-case.js';
import { double, fixed32, fixed64, float, tag, varintField, type Bytes } from './wire.js';

const MAX64 = 2n ** 63n - 1n;
const floatField = (number: number, value: number): Bytes => [...tag(number, 5), ...float(value)];
const doubleField = (number: number, value: number): Bytes => [...tag(number, 1), ...double(value)];

const INTEGERS: readonly ConformanceCase[] = [
  ...jsonMeans('required', 'Int32FieldMaxValue', '{"oneInt32": 2147483647}', varintField(1, 2147483647)),
  ...jsonMeans('required', 'Int32FieldMinValue', '{"oneInt32": -2147483648}', varintField(1, -2147483648)),
  ...jsonMeans('required', 'Uint32FieldMaxValue', '{"oneUint32": 4294967295}', varintField(3, 4294967295)),
  ...jsonMeans('required', 'Fixed32FieldMaxValue', '{"oneFixed32": 4294967295}', [
    ...tag(7, 5),
    ...fixed32(4294967295),
  ]),
  ...jsonMeans('required', 'Fixed64FieldMaxValue', '{"oneFixed64": "18446744073709551615"}', [
    ...tag(8, 1),
    ...fixed64(-1),
  ]),
  ...jsonMeans('required', 'Int64FieldMaxValue', '{"oneInt64": "9223372036854775807"}', varintField(2, MAX64)),
  ...jsonMeans('required', 'Int64FieldMinValue', '{"oneInt64": "-9223372036854775808"}', varintField(2, -MAX64 - 1n)),
  ...jsonMeans('required', 'Uint64FieldMaxValue', '{"oneUint64": "18446744073709551615"}', varintField(4, -1)),
  ...jsonMeans(
    'required',
    'Int64FieldMaxValueNotQuoted',
    '{"oneInt64": 9223372036854774784}',
    varintField(2, 9223372036854774784n),
    { oneInt64: '9223372036854774784' },
  ),
  ...jsonMeans(
    'required',
    'Int64FieldMinValueNotQuoted',
    '{"oneInt64": -9223372036854775808}',
    varintField(2, -MAX64 - 1n),
    { oneInt64: '-9223372036854775808' },
  ),
  ...jsonMeans(
    'required',
    'Uint64FieldMaxValueNotQuoted',
    '{"oneUint64": 18446744073709549568}',
    varintField(4, 18446744073709549568n),
    { oneUint64: '18446744073709549568' },
  ),
  ...jsonMeans('required', 'Int32FieldStringValue', '{"oneInt32": "2147483647"}', varintField(1, 2147483647), {
    oneInt32: 2147483647,
  }),
  ...jsonMeans(
    'required',
    'Int32FieldStringValueEscaped',
    '{"oneInt32": "2\\u003147483647"}',
    varintField(1, 2147483647),
    { oneInt32: 2147483647 },
  ),
  ...jsonMeans('required', 'Int32FieldFloatTrailingZero', '{"oneInt32": 100000.000}', varintField(1, 100000)),
  ...jsonMeans('required', 'Int32FieldExponentialFormat', '{"oneInt32": 1e5}', varintField(1, 100000)),
  ...jsonMeans('required', 'Int32FieldMaxFloatValue', '{"oneInt32": 2.147483647e9}', varintField(1, 2147483647)),
  ...jsonMeans('required', 'Int32FieldMinFloatValue', '{"oneInt32": -2.147483648e9}', varintField(1, -2147483648)),
  ...jsonMeans('required', 'Uint32FieldMaxFloatValue', '{"oneUint32": 4.294967295e9}', varintField(3, 4294967295)),
  ...jsonBecomes('recommended', 'Int64FieldBeString', '{"oneInt64": 1}', { oneInt64: '1' }),
  ...jsonBecomes('recommended', 'Uint64FieldBeString', '{"oneUint64": 1}', { oneUint64: '1' }),
  ...[
    ['Int32FieldTooLarge', '{"oneInt32": 2147483648}'],
    ['Int32FieldTooSmall', '{"oneInt32": -2147483649}'],
    ['Uint32FieldTooLarge', '{"oneUint32": 4294967296}'],
    ['Uint32FieldNegative', '{"oneUint32": -1}'],
    ['Int64FieldTooLarge', '{"oneInt64": "9223372036854775808"}'],
    ['Int64FieldTooSmall', '{"oneInt64": "-9223372036854775809"}'],
    ['Uint64FieldTooLarge', '{"oneUint64": "18446744073709551616"}'],
    ['Uint64FieldNegative', '{"oneUint64": "-1"}'],
    ['Int32FieldNotInteger', '{"oneInt32": 0.5}'],
    ['Uint32FieldNotInteger', '{"oneUint32": 0.5}'],
    ['Int64FieldNotInteger', '{"oneInt64": "0.5"}'],
    ['Uint64FieldNotInteger', '{"oneUint64": "0.5"}'],
    ['Int32FieldNotNumber', '{"oneInt32": "3x3"}'],
    ['Uint32FieldNotNumber', '{"oneUint32": "3x3"}'],
    ['Int64FieldNotNumber', '{"oneInt64": "3x3"}'],
    ['Uint64FieldNotNumber', '{"oneUint64": "3x3"}'],
    ['Int32FieldPlusSign', '{"oneInt32": +1}'],
    ['Int32FieldLeadingZero', '{"oneInt32": 01}'],
    ['Int32FieldNegativeWithLeadingZero', '{"oneInt32": -01}'],
    ['Int32FieldLeadingSpace', '{"oneInt32": " 1"}'],
    ['Int32FieldTrailingSpace', '{"oneInt32": "1 "}'],
    ['Int64FieldLeadingSpace', '{"oneInt64": " 1"}'],
    ['Int32FieldEmptyString', '{"oneInt32": ""}'],
    ['Int64FieldEmptyString', '{"oneInt64": ""}'],
  ].flatMap(([name, json]) => jsonRefused('required', name as string, json as string)),
];

const FLOATS: readonly ConformanceCase[] = [
  ...jsonMeans('required', 'FloatFieldMaxPositiveValue', '{"oneFloat": 1.5e38}', floatField(11, 1.5e38), {
    oneFloat: Math.fround(1.5e38),
  }),
  ...jsonMeans('required', 'FloatFieldQuotedValue', '{"oneFloat": "1"}', floatField(11, 1), { oneFloat: 1 }),
  ...jsonMeans('required', 'FloatFieldQuotedExponentialValue', '{"oneFloat": "1.5e1"}', floatField(11, 15), {
    oneFloat: 15,
  }),
  ...jsonMeans('required', 'FloatFieldNan', '{"oneFloat": "NaN"}', floatField(11, NaN)),
  ...jsonMeans('required', 'FloatFieldInfinity', '{"oneFloat": "Infinity"}', floatField(11, Infinity)),
  ...jsonMeans('required', 'FloatFieldNegativeInfinity', '{"oneFloat": "-Infinity"}', floatField(11, -Infinity)),
  ...binaryMeans(
    'required',
    'FloatFieldNormalizeQuietNan',
    [...tag(11, 5), ...fixed32(0x7fa12345)],
    floatField(11, NaN),
    { oneFloat: 'NaN' },
  ).slice(1),
  ...binaryMeans(
    'required',
    'FloatFieldNormalizeSignalingNan',
    [...tag(11, 5), ...fixed32(0xffb54321)],
    floatField(11, NaN),
    { oneFloat: 'NaN' },
  ).slice(1),
  ...binaryMeans('required', 'FloatFieldNegativeZero', floatField(11, -0), floatField(11, -0)),
  ...jsonMeans('required', 'DoubleFieldMinPositiveValue', '{"oneDouble": 2.22507e-308}', doubleField(12, 2.22507e-308)),
  ...jsonMeans('required', 'DoubleFieldMaxPositiveValue', '{"oneDouble": 1.79769e+308}', doubleField(12, 1.79769e308)),
  ...jsonMeans(
    'required',
    'DoubleFieldMinNegativeValue',
    '{"oneDouble": -1.79769e+308}',
    doubleField(12, -1.79769e308),
  ),
  ...jsonMeans('required', 'DoubleFieldQuotedValue', '{"oneDouble": "1"}', doubleField(12, 1), { oneDouble: 1 }),
  ...jsonMeans('required', 'DoubleFieldNan', '{"oneDouble": "NaN"}', doubleField(12, NaN)),
  ...jsonMeans('required', 'DoubleFieldInfinity', '{"oneDouble": "Infinity"}', doubleField(12, Infinity)),
  ...jsonMeans('required', 'DoubleFieldNegativeInfinity', '{"oneDouble": "-Infinity"}', doubleField(12, -Infinity)),
  ...binaryMeans('required', 'DoubleFieldNegativeZero', doubleField(12, -0), doubleField(12, -0)),
  ...jsonRefused('required', 'FloatFieldTooSmall', '{"oneFloat": -3.502823e+38}'),
  ...jsonRefused('required', 'FloatFieldTooLarge', '{"oneFloat": 3.502823e+38}'),
  ...jsonRefused('required', 'DoubleFieldTooSmall', '{"oneDouble": -1.89769e+308}'),
  ...jsonRefused('required', 'DoubleFieldTooLarge', '{"oneDouble": 1.89769e+308}'),
  ...jsonRefused('required', 'FloatFieldEmptyString', '{"oneFloat": ""}'),
  ...jsonRefused('required', 'DoubleFieldEmptyString', '{"oneDouble": ""}'),
  ...jsonRefused('required', 'DoubleFieldTrailingSpace', '{"oneDouble": "1 "}'),
  ...['NaN', 'Infinity', '-Infinity'].flatMap((word) => [
    ...jsonRefused('recommended', `FloatField${word}NotQuoted`, `{"oneFloat": ${word}}`),
    ...jsonRefused('recommended', `DoubleField${word}NotQuoted`, `{"oneDouble": ${word}}`),
  ]),
];

const BOOLS: readonly ConformanceCase[] = [
  ...jsonMeans('required', 'BoolFieldTrue', '{"oneBool":true}', varintField(13, 1)),
  ...jsonMeans('required', 'BoolFieldFalse', '{"oneBool":false}', [], {}),
  ...['0', '1', 'True', 'False', 'TRUE', 'FALSE', '"true"', '"false"'].flatMap((form) =>
    jsonRefused('recommended', `BoolField.${form}`, `{"oneBool":${form}}`),
  ),
];

const ENUMS: readonly ConformanceCase[] = [
  ...jsonMeans('required', 'EnumField', '{"oneEnum": "FOO"}', [], {}),
  ...jsonMeans('required', 'EnumFieldNonZero', '{"oneEnum": "NEG"}', varintField(16, -1)),
  // Which of the two names is written is not laid down.
  ...jsonMeans('required', 'EnumFieldWithAlias', '{"aliased": "ALIAS_BAZ"}', varintField(101, 2)).slice(0, 1),
  ...jsonMeans('required', 'EnumFieldWithAliasUseAlias', '{"aliased": "MOO"}', varintField(101, 2)).slice(0, 1),
  ...jsonRefused('required', 'EnumFieldNotQuoted', '{"oneEnum": FOO}'),
  ...jsonRefused('required', 'EnumFieldUnknownName', '{"oneEnum": "SOUP"}'),
  ...jsonMeans('required', 'EnumFieldNumericValueZero', '{"oneEnum": 0}', [], {}),
  ...jsonMeans('required', 'EnumFieldNumericValueNonZero', '{"oneEnum": 1}', varintField(16, 1), { oneEnum: 'BAR' }),
  ...jsonMeans('required', 'EnumFieldUnknownValue', '{"oneEnum": 123}', varintField(16, 123)),
];

/** Numbers, truths and enums. */
export const JSON_CASES: readonly ConformanceCase[] = [...INTEGERS, ...FLOATS, ...BOOLS, ...ENUMS];
