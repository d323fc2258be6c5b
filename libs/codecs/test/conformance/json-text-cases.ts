import { jsonBecomes, jsonMeans, jsonRefused, type ConformanceCase } from './conformance-case.js';
import { lengthField, varintField } from './wire.js';

const NAMES = [
  'fieldname1',
  'field_name2',
  '_field_name3',
  'field__name4_',
  'field0name5',
  'field_0_name6',
  'fieldName7',
  'FieldName8',
  'field_Name9',
  'Field_Name10',
  'FIELD_NAME11',
  'FIELD_name12',
  '__field_name13',
  '__Field_name14',
  'field__name15',
  'field__Name16',
  'field_name17__',
  'Field_name18__',
];
const JSON_NAMES = [
  'fieldname1',
  'fieldName2',
  'FieldName3',
  'fieldName4',
  'field0name5',
  'field0Name6',
  'fieldName7',
  'FieldName8',
  'fieldName9',
  'FieldName10',
  'FIELDNAME11',
  'FIELDName12',
  'FieldName13',
  'FieldName14',
  'fieldName15',
  'fieldName16',
  'fieldName17',
  'FieldName18',
];
const numbered = (names: readonly string[]): Record<string, number> =>
  Object.fromEntries(names.map((name, i) => [name, i + 1]));
const ALL_NAMES = NAMES.flatMap((_, i) => varintField(401 + i, i + 1));

const SYNTAX: readonly ConformanceCase[] = [
  ...jsonMeans('required', 'HelloWorld', '{"oneString":"Hello, World!"}', lengthField(14, 'Hello, World!')),
  ...jsonMeans('required', 'FieldNamesInLowerCamelCase', JSON.stringify(numbered(JSON_NAMES)), ALL_NAMES),
  ...jsonMeans('required', 'OriginalProtoFieldName', JSON.stringify(numbered(NAMES)), ALL_NAMES, numbered(JSON_NAMES)),
  ...jsonMeans('required', 'FieldNameEscaped', '{"fieldn\\u0061me1": 1}', varintField(401, 1)),
  ...jsonBecomes('required', 'SkipsDefaultPrimitive', '{"FieldName13": 0}', {}),
  ...[
    ['StringEndsWithEscapeChar', '{"oneString": "abc\\'],
    ['FieldNameNotQuoted', '{fieldname1: 1}'],
    ['TrailingCommaInAnObject', '{"fieldname1":1,}'],
    ['TrailingCommaInAnObjectWithSpace', '{"fieldname1":1 ,}'],
    ['TrailingCommaInAnObjectWithNewlines', '{\n"fieldname1":1,\n}'],
    ['JsonWithComments', '{\n// A comment.\n"fieldname1": 1}'],
    ['MissingCommaOneLine', '{ "oneInt32": 1 "oneInt64": 2 }'],
    ['MissingCommaMultiline', '{\n"oneInt32": 1\n"oneInt64": 2\n}'],
    ['FieldNameDuplicate', '{"oneMessage": {"a": 1}, "oneMessage": {}}'],
    ['FieldNameDuplicateDifferentCasing1', '{"one_message": {"a": 1}, "oneMessage": {}}'],
    ['FieldNameDuplicateDifferentCasing2', '{"oneMessage": {"a": 1}, "one_message": {}}'],
    ['StringFieldSingleQuoteKey', `{'oneString': "Hello world!"}`],
    ['StringFieldSingleQuoteValue', `{"oneString": 'Hello world!'}`],
    ['RejectTopLevelNull', 'null'],
    ['RejectTopLevelList', '[]'],
    ['RejectUnknownField', '{"unknown": 1}'],
  ].flatMap(([name, json]) => jsonRefused('recommended', name as string, json as string)),
  ...[
    ['OneLineNoSpaces', '{"oneInt32":1,"oneInt64":"2"}'],
    ['OneLineWithSpaces', '{ "oneInt32" : 1 , "oneInt64" : "2" }'],
    ['MultilineNoSpaces', '{\n"oneInt32"\n:\n1\n,\n"oneInt64"\n:\n"2"\n}'],
    ['MultilineWithSpaces', '{\n  "oneInt32"  :  1\n  ,\n  "oneInt64"  :  "2"\n}\n'],
  ].flatMap(([name, json]) =>
    jsonMeans('recommended', name as string, json as string, [...varintField(1, 1), ...varintField(2, 2)]),
  ),
];

const TEXTS: readonly ConformanceCase[] = [
  ...jsonMeans('required', 'StringFieldUnicode', '{"oneString": "谷歌"}', lengthField(14, '谷歌')),
  ...jsonMeans(
    'required',
    'StringFieldEscape',
    '{"oneString": "\\"\\\\\\/\\b\\f\\n\\r\\t"}',
    lengthField(14, '"\\/\b\f\n\r\t'),
  ),
  ...jsonMeans('required', 'StringFieldUnicodeEscape', '{"oneString": "\\u8C37\\u6b4c"}', lengthField(14, '谷歌')),
  ...jsonMeans('required', 'StringFieldSurrogatePair', '{"oneString": "\\uD83D\\uDE01"}', lengthField(14, '\u{1f601}')),
  ...jsonMeans('required', 'StringFieldEmbeddedNull', '{"oneString": "a\\u0000b"}', lengthField(14, 'a\0b')),
  ...[
    ['StringFieldUppercaseEscapeLetter', '{"oneString": "\\U8C37\\U6b4C"}'],
    ['StringFieldInvalidEscape', '{"oneString": "\\uXXXX\\u6B4C"}'],
    ['StringFieldUnterminatedEscape', '{"oneString": "\\u8C3"}'],
    ['StringFieldUnpairedHighSurrogate', '{"oneString": "\\uD800"}'],
    ['StringFieldUnpairedLowSurrogate', '{"oneString": "\\uDC00"}'],
    ['StringFieldSurrogateInWrongOrder', '{"oneString": "\\uDE01\\uD83D"}'],
    ['StringFieldNotAString', '{"oneString": 12345}'],
  ].flatMap(([name, json]) => jsonRefused('recommended', name as string, json as string)),
  ...jsonMeans('required', 'BytesField', '{"oneBytes": "AQI="}', lengthField(15, [1, 2])),
  ...jsonMeans('recommended', 'BytesFieldBase64Url', '{"oneBytes": "-_"}', lengthField(15, [0xfb]), {
    oneBytes: '+w==',
  }),
  ...jsonMeans('recommended', 'BytesFieldBase64UrlPadded', '{"oneBytes": "-_8="}', lengthField(15, [0xfb, 0xff]), {
    oneBytes: '+/8=',
  }),
  ...jsonMeans('recommended', 'BytesFieldNoPadding', '{"oneBytes": "AQI"}', lengthField(15, [1, 2]), {
    oneBytes: 'AQI=',
  }),
  ...jsonRefused('required', 'BytesFieldInvalidBase64Characters', '{"oneBytes": "*&^%"}'),
];

/** Names, syntax, texts and bytes. */
export const JSON_TEXT_CASES: readonly ConformanceCase[] = [...SYNTAX, ...TEXTS];
