import {
  delimited,
  double,
  fixed32,
  fixed64,
  float,
  longVarint,
  varint,
  varintField,
  zigzag,
  type Bytes,
} from './wire.js';

/** A value as read, as written, and in JSON. */
export type Value = readonly [read: Bytes, written: Bytes, json: unknown];

/** A type of field and values of it. */
export interface Kind {
  readonly name: string;
  /** The last digits of its fields' numbers: singular 0x, list 2x, unpacked list 4x, oneof 6x. */
  readonly digits: number;
  readonly wireType: 0 | 1 | 2 | 5;
  /** The first is zero. */
  readonly values: readonly Value[];
}

const MAX32 = 2 ** 31 - 1;
const MIN32 = -(2 ** 31);
const MAX64 = 2n ** 63n - 1n;
const MIN64 = -(2n ** 63n);
const UMAX64 = 2n ** 64n - 1n;

const same = (bytes: Bytes, json: unknown): Value => [bytes, bytes, json];

export const KINDS: readonly Kind[] = [
  {
    name: 'int32',
    digits: 1,
    wireType: 0,
    values: [
      ...[0, 12345, MAX32, MIN32].map((n) => same(varint(n), n)),
      [longVarint(12345, 2), varint(12345), 12345],
      [longVarint(12345, 7), varint(12345), 12345],
      [varint(2n ** 33n), varint(0), 0],
      [varint(2n ** 33n - 1n), varint(-1), -1],
      [varint(MAX64), varint(-1), -1],
      [varint(MIN64 + 1n), varint(1), 1],
    ],
  },
  { name: 'int64', digits: 2, wireType: 0, values: [0n, 12345n, MAX64, MIN64].map((n) => same(varint(n), String(n))) },
  {
    name: 'uint32',
    digits: 3,
    wireType: 0,
    values: [
      ...[0, 12345, 2 ** 32 - 1].map((n) => same(varint(n), n)),
      [longVarint(12345, 2), varint(12345), 12345],
      [longVarint(12345, 7), varint(12345), 12345],
      [varint(2n ** 33n), varint(0), 0],
      [varint(2n ** 33n + 1n), varint(1), 1],
      [varint(2n ** 33n - 1n), varint(2 ** 32 - 1), 2 ** 32 - 1],
    ],
  },
  { name: 'uint64', digits: 4, wireType: 0, values: [0n, 12345n, UMAX64].map((n) => same(varint(n), String(n))) },
  {
    name: 'sint32',
    digits: 5,
    wireType: 0,
    values: [...[0, 12345, MAX32, MIN32].map((n) => same(zigzag(n), n)), [zigzag(MAX32 + 2), zigzag(1), 1]],
  },
  { name: 'sint64', digits: 6, wireType: 0, values: [0n, 12345n, MAX64, MIN64].map((n) => same(zigzag(n), String(n))) },
  { name: 'fixed32', digits: 7, wireType: 5, values: [0, 12345, 2 ** 32 - 1].map((n) => same(fixed32(n), n)) },
  { name: 'fixed64', digits: 8, wireType: 1, values: [0n, 12345n, UMAX64].map((n) => same(fixed64(n), String(n))) },
  { name: 'sfixed32', digits: 9, wireType: 5, values: [0, 12345, MAX32, MIN32].map((n) => same(fixed32(n), n)) },
  {
    name: 'sfixed64',
    digits: 10,
    wireType: 1,
    values: [0n, 12345n, MAX64, MIN64].map((n) => same(fixed64(n), String(n))),
  },
  {
    name: 'float',
    digits: 11,
    wireType: 5,
    values: [
      ...[0, 0.5, -1.5, 2 ** -126, -(2 ** 127)].map((n) => same(float(n), n)),
      same(float(Infinity), 'Infinity'),
      same(float(-Infinity), '-Infinity'),
      same(float(NaN), 'NaN'),
    ],
  },
  {
    name: 'double',
    digits: 12,
    wireType: 1,
    values: [
      ...[0, 0.1, 2.2250738585072014e-308, 1.7976931348623157e308, -1.7976931348623157e308].map((n) =>
        same(double(n), n),
      ),
      same(double(Infinity), 'Infinity'),
      same(double(-Infinity), '-Infinity'),
      same(double(NaN), 'NaN'),
    ],
  },
  {
    name: 'bool',
    digits: 13,
    wireType: 0,
    values: [
      same(varint(0), false),
      same(varint(1), true),
      ...[-1n, 12345678n, 2n ** 33n, MAX64, MIN64].map((n): Value => [varint(n), varint(1), true]),
    ],
  },
  {
    name: 'string',
    digits: 14,
    wireType: 2,
    values: ['', 'Hello world!', '\'"?\\\b\f\n\r\t\v', '谷歌', '\u{1f601}', '\ufffd', '\ufeffbom'].map((text) =>
      same(delimited(text), text),
    ),
  },
  {
    name: 'bytes',
    digits: 15,
    wireType: 2,
    values: [
      same(delimited(''), ''),
      same(delimited('Hello world!'), 'SGVsbG8gd29ybGQh'),
      same(delimited([1, 2]), 'AQI='),
      same(delimited([0xfb]), '+w=='),
    ],
  },
  {
    name: 'enum',
    digits: 16,
    wireType: 0,
    values: [
      same(varint(0), 'FOO'),
      same(varint(1), 'BAR'),
      same(varint(2), 'BAZ'),
      same(varint(-1), 'NEG'),
      [varint(MAX64), varint(-1), 'NEG'],
      [varint(MIN64 + 1n), varint(1), 'BAR'],
    ],
  },
  {
    name: 'message',
    digits: 17,
    wireType: 2,
    values: [same(delimited(''), {}), same(delimited(varintField(1, 1234)), { a: 1234 })],
  },
];
