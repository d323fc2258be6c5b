import type { IMessageType } from '@protobuf-ts/runtime';
import fc from 'fast-check';
import { compiledMessage, shapeOfMessageType } from '../src/compiled/index.js';
import { protobufCodec, type CodecError } from '../src/index.js';
import { arbitraryMessage } from './arbitrary-message.js';
import { lengthField, longVarint, tag, varint, varintField, type Bytes } from './conformance/wire.js';
import { BINARY_CASES } from './conformance/binary-cases.js';
import { EveryKind } from './every-kind.js';
import { EveryType } from './gen/conformance.js';

const NUM_RUNS = Number(process.env['CODEC_RUNS'] ?? 1000);
/** Far more than any of these needs; a loop that runs on is beyond it. In microseconds of this process. */
const MOST_CPU_US = 1_000_000;

const HUGE: readonly Bytes[] = [
  varint(2 ** 31 - 1),
  varint(2 ** 32 - 1),
  varint(2n ** 63n),
  varint(-1),
  longVarint(3, 8),
];

/** Whatever the conformance suite reads. */
const SEEDS = BINARY_CASES.flatMap(({ input, wanted }) =>
  'binary' in input && typeof wanted === 'object' && input.binary.length > 0 ? [Uint8Array.from(input.binary)] : [],
);

/** What a network, a bug or an attacker makes of bytes. */
const damage: fc.Arbitrary<(bytes: number[]) => number[]> = fc.oneof(
  fc.tuple(fc.nat(), fc.nat(255)).map(
    ([at, byte]) =>
      (bytes: number[]) =>
        bytes.with(at % bytes.length, byte),
  ),
  fc.nat().map((at) => (bytes: number[]) => bytes.slice(0, at % bytes.length)),
  fc.tuple(fc.nat(), fc.nat(40)).map(
    ([at, count]) =>
      (bytes: number[]) =>
        bytes.toSpliced(at % bytes.length, count),
  ),
  fc.tuple(fc.nat(), fc.constantFrom(...HUGE)).map(
    ([at, huge]) =>
      (bytes: number[]) =>
        bytes.toSpliced(at % bytes.length, 1, ...huge),
  ),
  fc.tuple(fc.nat(), fc.nat(), fc.nat(60)).map(
    ([to, from, count]) =>
      (bytes: number[]) =>
        bytes.toSpliced(to % bytes.length, 0, ...bytes.slice(from % bytes.length, (from % bytes.length) + count)),
  ),
);

describe.each<[string, IMessageType<object>]>([
  ['every kind of field', EveryKind],
  ['every well-known type', EveryType as IMessageType<object>],
])('damaged messages of %s', (_name, type) => {
  const compiled = compiledMessage(shapeOfMessageType(type));
  const seeds =
    type === EveryKind ? arbitraryMessage(type).map((message) => type.toBinary(message)) : fc.constantFrom(...SEEDS);

  it('are read, or refused with the byte where it went wrong, in bounded time', () => {
    fc.assert(
      fc.property(seeds, fc.array(damage, { minLength: 1, maxLength: 4 }), (seed, damages) => {
        const bytes = Uint8Array.from(
          damages.reduce((held, change) => (held.length === 0 ? held : change(held)), [...seed]),
        );
        const before = process.cpuUsage();
        const message = readOrRefused(type, bytes);
        const json = attempt(() => compiled.bytesToJson(bytes));
        const { user, system } = process.cpuUsage(before);
        expect(user + system).toBeLessThan(MOST_CPU_US);
        if (json !== undefined) JSON.parse(Buffer.from(json).toString());
        // What was read is a message like any other.
        if (message !== undefined) {
          expect(protobufCodec.decode(type, protobufCodec.encode(type, message))).toEqual(message);
        }
      }),
      { numRuns: NUM_RUNS },
    );
  });
});

const INNER = 102;
const DEPTH = 3000;

it.each<[string, Bytes, number, string | undefined]>([
  ['a length beyond the end', [...varintField(1, 5), ...tag(14, 2), ...varint(2 ** 31 - 1), 65], 2, 'one_string'],
  ['a varint of eleven bytes', [...tag(2, 0), ...Array<number>(10).fill(0x80), 1], 0, 'one_int64'],
  [
    'a text that is no UTF-8',
    lengthField(INNER, [...varintField(1, 5), ...lengthField(14, [0xff])]),
    5,
    'recursive.one_string',
  ],
  ['a map entry cut off', lengthField(92, [...lengthField(1, 'a'), ...tag(2, 2), 9]), 6, 'map_string_string.value'],
  ['a packed list cut off', lengthField(21, [1, 0x80]), 0, 'many_int32'],
  ['field number 0', [...varintField(1, 5), 0, 1], 2, undefined],
  ['an unknown field cut off', [...varintField(1, 5), ...tag(900, 1), 1], 2, '#900'],
  ['a group without an end', tag(900, 3), 0, '#900'],
])('names byte and field of %s', (_case, bytes, offset, field) => {
  const error = refusal(() => protobufCodec.decode(EveryType, Uint8Array.from(bytes)));
  expect(error).toMatchObject({ reason: 'MALFORMED_PROTOBUF' });
  expect(error.details).toMatchObject({ offset: String(offset) });
  expect(error.details['field']).toBe(field);
  expect(error.message).toContain(`at byte ${offset}`);
});

it.each([
  ['messages', (inner: Bytes): Bytes => lengthField(INNER, inner)],
  ['groups', (inner: Bytes): Bytes => [...tag(900, 3), ...inner, ...tag(900, 4)]],
])('meets a bomb of nested %s with a message or an error', (_kind, around) => {
  let bytes: Bytes = [];
  for (let i = 0; i < DEPTH; i += 1) bytes = around(bytes);
  const before = process.cpuUsage();
  readOrRefused(EveryType as IMessageType<object>, Uint8Array.from(bytes));
  expect(
    attempt(() =>
      compiledMessage(shapeOfMessageType(EveryType as IMessageType<object>)).bytesToJson(Uint8Array.from(bytes)),
    ),
  ).toBe(undefined);
  const { user, system } = process.cpuUsage(before);
  expect(user + system).toBeLessThan(MOST_CPU_US);
});

function readOrRefused(type: IMessageType<object>, bytes: Uint8Array): object | undefined {
  try {
    return protobufCodec.decode(type, bytes);
  } catch (error) {
    expect(error).toMatchObject({ name: 'CodecError', reason: 'MALFORMED_PROTOBUF' });
    const offset = Number((error as CodecError).details['offset']);
    expect(offset).toBeGreaterThanOrEqual(0);
    expect(offset).toBeLessThanOrEqual(bytes.length);
    return undefined;
  }
}

function refusal(act: () => unknown): CodecError {
  try {
    act();
  } catch (error) {
    return error as CodecError;
  }
  throw new Error('was not refused');
}

function attempt<T>(act: () => T): T | undefined {
  try {
    return act();
  } catch {
    return undefined;
  }
}
