import { jsonMeans, jsonRefused, type ConformanceCase } from './conformance-case.js';
import { delimited, double, float, lengthField, tag, varint, varintField, type Bytes } from './wire.js';

const floatField = (number: number, value: number): Bytes => [...tag(number, 5), ...float(value)];
const doubleField = (number: number, value: number): Bytes => [...tag(number, 1), ...double(value)];

const ONEOFS: readonly ConformanceCase[] = [
  ...jsonRefused('required', 'OneofFieldDuplicate', '{"pickUint32": 1, "pickString": "test"}'),
  ...jsonMeans(
    'required',
    'OneofFieldNullFirst',
    '{"pickUint32": null, "pickString": "test"}',
    lengthField(74, 'test'),
    { pickString: 'test' },
  ),
  ...jsonMeans(
    'required',
    'OneofFieldNullSecond',
    '{"pickString": "test", "pickUint32": null}',
    lengthField(74, 'test'),
    { pickString: 'test' },
  ),
  ...jsonMeans('recommended', 'OneofZeroUint32', '{"pickUint32": 0}', varintField(63, 0)),
  ...jsonMeans('recommended', 'OneofZeroMessage', '{"pickMessage": {}}', lengthField(77, '')),
  ...jsonMeans('recommended', 'OneofZeroString', '{"pickString": ""}', lengthField(74, '')),
  ...jsonMeans('recommended', 'OneofZeroBytes', '{"pickBytes": ""}', lengthField(75, '')),
  ...jsonMeans('recommended', 'OneofZeroBool', '{"pickBool": false}', varintField(73, 0)),
  ...jsonMeans('recommended', 'OneofZeroUint64', '{"pickUint64": "0"}', varintField(64, 0)),
  ...jsonMeans('recommended', 'OneofZeroFloat', '{"pickFloat": 0.0}', floatField(71, 0)),
  ...jsonMeans('recommended', 'OneofZeroDouble', '{"pickDouble": 0.0}', doubleField(72, 0)),
  ...jsonMeans('recommended', 'OneofZeroEnum', '{"pickEnum":"FOO"}', varintField(76, 0)),
];

const entry = (number: number, key: Bytes, value: Bytes): Bytes => lengthField(number, [...key, ...value]);

const MAPS: readonly ConformanceCase[] = [
  ...[
    ['Int32', 81],
    ['Uint32', 83],
  ].flatMap(([type, number]) => [
    ...jsonMeans('required', `${type}MapField`, `{"map${type}${type}": {"1": 2, "3": 4}}`, [
      ...entry(number as number, varintField(1, 1), varintField(2, 2)),
      ...entry(number as number, varintField(1, 3), varintField(2, 4)),
    ]),
    ...jsonRefused('recommended', `${type}MapFieldKeyNotQuoted`, `{"map${type}${type}": {1: 2, 3: 4}}`),
  ]),
  ...jsonMeans(
    'required',
    'Int64MapField',
    '{"mapInt64Int64": {"1": 2}}',
    entry(82, varintField(1, 1), varintField(2, 2)),
    { mapInt64Int64: { '1': '2' } },
  ),
  ...jsonMeans(
    'required',
    'Uint64MapField',
    '{"mapUint64Uint64": {"1": 2}}',
    entry(84, varintField(1, 1), varintField(2, 2)),
    { mapUint64Uint64: { '1': '2' } },
  ),
  ...jsonMeans('required', 'BoolMapField', '{"mapBoolBool": {"true": true, "false": false}}', [
    ...entry(91, varintField(1, 1), varintField(2, 1)),
    ...entry(91, varintField(1, 0), varintField(2, 0)),
  ]),
  ...jsonMeans(
    'required',
    'MessageMapField',
    '{"mapStringMessage": {"hello": {"a": 1234}}}',
    entry(97, lengthField(1, 'hello'), lengthField(2, varintField(1, 1234))),
  ),
  ...jsonMeans(
    'required',
    'Int32MapEscapedKey',
    '{"mapInt32Int32": {"\\u0031": 2}}',
    entry(81, varintField(1, 1), varintField(2, 2)),
  ),
  ...jsonMeans(
    'required',
    'BoolMapEscapedKey',
    '{"mapBoolBool": {"tr\\u0075e": true}}',
    entry(91, varintField(1, 1), varintField(2, 1)),
  ),
  ...jsonRefused('required', 'Int32MapFieldKeyNoInteger', '{"mapInt32Int32": {"x": 1}}'),
  ...jsonRefused('required', 'BoolMapFieldKeyNoBool', '{"mapBoolBool": {"yes": true}}'),
  ...jsonRefused('recommended', 'MapFieldKeyIsNull', '{"mapInt32Int32": {null: 1}}'),
  ...jsonRefused('recommended', 'MapFieldValueIsNull', '{"mapInt32Int32": {"0": null}}'),
];

const LISTS: readonly ConformanceCase[] = [
  ...jsonMeans('required', 'PrimitiveRepeatedField', '{"manyInt32": [1, 2, 3, 4]}', lengthField(21, [1, 2, 3, 4])),
  ...jsonMeans('required', 'EnumRepeatedField', '{"manyEnum": ["FOO", "BAR", "BAZ"]}', lengthField(36, [0, 1, 2])),
  ...jsonMeans('required', 'StringRepeatedField', '{"manyString": ["Hello", "world"]}', [
    ...lengthField(34, 'Hello'),
    ...lengthField(34, 'world'),
  ]),
  ...jsonMeans('required', 'BytesRepeatedField', '{"manyBytes": ["AAEC", "AQI="]}', [
    ...lengthField(35, [0, 1, 2]),
    ...lengthField(35, [1, 2]),
  ]),
  ...jsonMeans('required', 'MessageRepeatedField', '{"manyMessage": [{"a": 1234}, {}]}', [
    ...tag(37, 2),
    ...delimited(varintField(1, 1234)),
    ...lengthField(37, ''),
  ]),
  ...jsonMeans('required', 'RepeatedEmpty', '{"manyInt32": []}', [], {}),
  ...['1, false', '1, "name"', '1, {"a": 4}', '1,', '1, null'].flatMap((items, i) =>
    jsonRefused('required', `RepeatedFieldWrongElement.Int32[${i}]`, `{"manyInt32": [${items}]}`),
  ),
  ...['"1", 2', '"1", false', '"1", {"a": 4}', '"1",', '"1", null'].flatMap((items, i) =>
    jsonRefused('required', `RepeatedFieldWrongElement.String[${i}]`, `{"manyString": [${items}]}`),
  ),
  ...['{"a":1}, 2', '{"a":1}, false', '{"a":1}, "2"', '{"a":1}, null'].flatMap((items, i) =>
    jsonRefused('required', `RepeatedFieldWrongElement.Message[${i}]`, `{"manyMessage": [${items}]}`),
  ),
  ...jsonMeans(
    'required',
    'AllFieldAcceptNull',
    JSON.stringify(
      Object.fromEntries(
        [
          'oneInt32',
          'oneInt64',
          'oneBool',
          'oneString',
          'oneBytes',
          'oneEnum',
          'oneMessage',
          'oneFloat',
          'manyInt32',
          'manyString',
          'manyMessage',
          'mapInt32Int32',
          'mapStringMessage',
          'pickString',
          'boolWrapper',
          'timestamp',
          'duration',
          'struct',
          'fieldMask',
        ].map((name) => [name, null]),
      ),
    ),
    [],
    {},
  ),
  ...jsonMeans('required', 'MessageField', '{"oneMessage": {"a": 1234}}', [
    ...tag(17, 2),
    ...varint(3),
    ...varintField(1, 1234),
  ]),
];

/** Oneofs, maps and lists. */
export const JSON_GROUP_CASES: readonly ConformanceCase[] = [...ONEOFS, ...MAPS, ...LISTS];
