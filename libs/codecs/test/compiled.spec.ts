import { EventEnvelope, Error as WireError } from '@bodybroker/contracts-common';
import type { IMessageType } from '@protobuf-ts/runtime';
import fc from 'fast-check';
import { compiledMessage, shapeOfMessageType } from '../src/compiled/index.js';
import { countJsonMembers, protobufCodec, protobufTsCodec } from '../src/index.js';
import { arbitraryMessage } from './arbitrary-message.js';
import { EveryKind } from './every-kind.js';

const NUM_RUNS = Number(process.env['CODEC_RUNS'] ?? 500);

describe.each<[string, IMessageType<object>]>([
  ['a message of every kind of field', EveryKind],
  ['an envelope', EventEnvelope as IMessageType<object>],
  ['an error', WireError as IMessageType<object>],
])('compiled from %s', (_name, type) => {
  const compiled = compiledMessage(shapeOfMessageType(type));
  const messages = arbitraryMessage(type);
  const forAll = (check: (message: object) => void): void => {
    fc.assert(fc.property(messages, check), { numRuns: NUM_RUNS });
  };

  it('writes the bytes that protobuf-ts writes', () => {
    forAll((message) => expect(hex(compiled.toBytes(message))).toBe(hex(type.toBinary(message))));
  });

  it('reads the message that protobuf-ts reads', () => {
    forAll((message) => {
      const bytes = type.toBinary(message);
      expect(compiled.fromBytes(bytes)).toEqual(type.fromBinary(bytes));
    });
  });

  it('makes messages of the same prototype', () => {
    expect(Object.getPrototypeOf(compiled.fromBytes(new Uint8Array(0)))).toBe(Object.getPrototypeOf(type.create()));
  });

  it('turns JSON into bytes of the message that protobuf-ts reads', () => {
    forAll((message) => {
      const json = type.toJson(message);
      expect(type.fromBinary(compiled.jsonToBytes(json))).toEqual(type.fromJson(json));
    });
  });

  it('turns bytes into the JSON that protobuf-ts writes', () => {
    forAll((message) => {
      const bytes = type.toBinary(message);
      expect(JSON.parse(Buffer.from(compiled.bytesToJson(bytes)).toString())).toEqual(
        JSON.parse(type.toJsonString(message)),
      );
    });
  });

  it('reads pieces of messages in any order as protobuf-ts does', () => {
    fc.assert(
      fc.property(fc.array(messages, { minLength: 2, maxLength: 3 }), (parts) => {
        const bytes = Buffer.concat(parts.map((part) => type.toBinary(part)));
        const whole = protobufTsCodec.decode(type, bytes);
        expect(protobufCodec.decode(type, bytes)).toEqual(whole);
        const json = attempt(() => compiled.bytesToJson(bytes));
        if (json !== undefined)
          expect(JSON.parse(Buffer.from(json).toString())).toEqual(JSON.parse(type.toJsonString(whole)));
      }),
      { numRuns: NUM_RUNS },
    );
  });

  it('meets garbage with an error or a message, and is none the worse for it', () => {
    const garbage = fc.oneof(
      fc.uint8Array({ maxLength: 200 }),
      fc.tuple(messages, fc.array(fc.tuple(fc.nat(), fc.nat(255)), { maxLength: 3 })).map(([message, hits]) => {
        const bytes = type.toBinary(message);
        for (const [at, byte] of hits) bytes[at % bytes.length] = byte;
        return bytes;
      }),
      messages.map((message) => type.toBinary(message).slice(0, -1)),
    );
    fc.assert(
      fc.property(garbage, (bytes) => {
        const read = attempt(() => compiled.fromBytes(bytes));
        if (read !== undefined) expect(attempt(() => type.fromBinary(protobufCodec.encode(type, read)))).toBeDefined();
        const json = attempt(() => compiled.bytesToJson(bytes));
        if (json !== undefined) JSON.parse(Buffer.from(json).toString());
      }),
      { numRuns: NUM_RUNS },
    );
  });
});

describe('what is compiled', () => {
  const everyKind = compiledMessage(shapeOfMessageType(EveryKind));

  it.each([
    ['a number of the wrong kind', { oneInt32: 1.5 }],
    ['a number too large', { oneUint32: 2 ** 32 }],
    ['a 64-bit integer too large', { oneInt64: 2n ** 63n }],
    ['a negative one where there is none', { oneUint64: -1n }],
    ['a float too large', { oneFloat: 1e39 }],
    ['a text that is none', { oneString: 7 }],
    ['a truth that is none', { oneBool: 'yes' }],
    ['bytes that are none', { oneBytes: [1, 2] }],
  ])('leaves a message with %s to the reference', (_case, wrong) => {
    const message = Object.assign(EveryKind.create(), wrong);
    expect(() => everyKind.toBytes(message)).toThrow();
  });

  it.each([
    ['an unknown field', { nope: 1 }],
    ['a field by both its names', { one_int32: 1, oneInt32: 1 }],
    ['a member of Object', { toString: 'x' }],
    ['two of a oneof', { pickInt32: 1, pickString: 'x' }],
    ['a fraction for an integer', { oneInt32: 1.5 }],
    ['an integer out of range', { oneInt32: 2 ** 31 }],
    ['a 64-bit integer out of range', { oneInt64: '9223372036854775808' }],
    ['an unknown enum name', { hue: 'COLOUR_SOUP' }],
    ['a list where there is none', { oneString: ['x'] }],
    ['null in a list', { manyString: [null] }],
    ['an object for a list', { manyString: {} }],
    ['a list for a map', { byNameString: [] }],
    ['what is not base64', { oneBytes: '%%%' }],
    ['a text', 'text'],
    ['null', null],
    ['a list', []],
  ])('leaves JSON with %s to the reference', (_case, json) => {
    expect(() => everyKind.jsonToBytes(json)).toThrow();
  });

  it('reads proto names, null as absence, and a field named constructor', () => {
    const bytes = everyKind.jsonToBytes({ one_string: 'a', oneInt32: null, constructor: 'c', 'odd "name"': 'd' });
    expect(EveryKind.toJson(EveryKind.fromBinary(bytes))).toEqual({
      oneString: 'a',
      constructor: 'c',
      'odd "name"': 'd',
    });
  });

  it('sees that a name came twice by the number of members', () => {
    const text = '{"inner":{"oneString":"a","byNameString":{"x":"1"}},"struct":{"a":[{"b":1}]}}';
    const members = countJsonMembers(Buffer.from(text));
    expect(members).toBe(7);
    expect(everyKind.jsonToBytes(JSON.parse(text), members)).toBeDefined();
    expect(() => everyKind.jsonToBytes(JSON.parse(text), members + 1)).toThrow();
  });

  it('keeps the sign of zero', () => {
    const message = Object.assign(EveryKind.create(), { oneDouble: -0, oneFloat: -0 });
    expect(everyKind.fromBytes(everyKind.toBytes(message))).toMatchObject({ oneDouble: -0, oneFloat: -0 });
  });

  it('drops fields it does not know, known ones of another wire type too', () => {
    const unknown = Buffer.from([...tag(900_000, 0), 7, ...tag(900_001, 2), 1, 65, ...tag(9, 0), 1]);
    expect(everyKind.fromBytes(unknown)).toEqual(EveryKind.create());
  });

  it('nests as deep as JSON may, and leaves what is deeper to the reference', () => {
    const nest = (depth: number): object => (depth === 1 ? {} : { inner: nest(depth - 1) });
    expect(everyKind.jsonToBytes(nest(64))).toBeDefined();
    expect(() => everyKind.jsonToBytes(nest(65))).toThrow();
  });

  it('survives a nesting bomb', () => {
    let bytes = Buffer.alloc(0);
    for (let i = 0; i < 20_000; i += 1)
      bytes = Buffer.concat([Buffer.from([...tag(107, 2), ...varint(bytes.length)]), bytes]);
    expect(() => protobufCodec.decode(EveryKind, bytes)).toThrow(expect.objectContaining({ name: 'CodecError' }));
    expect(() => everyKind.bytesToJson(bytes)).toThrow();
  });

  it('writes messages larger than its buffer, and small ones after them', () => {
    const large = {
      manyString: Array.from({ length: 3000 }, (_, i) => `${i} é `.repeat(40)),
      oneBytes: Buffer.alloc(3_000_000, 7),
    };
    const message = EveryKind.create(large);
    const bytes = everyKind.toBytes(message);
    expect(Buffer.compare(bytes, EveryKind.toBinary(message))).toBe(0);
    expect(JSON.parse(Buffer.from(everyKind.bytesToJson(bytes)).toString())).toEqual(EveryKind.toJson(message));
    expect(everyKind.toBytes(EveryKind.create({ oneInt32: 5 }))).toEqual(Buffer.from([...tag(5, 0), 5]));
  });

  it('puts an entry named __proto__ where it belongs', () => {
    const bytes = everyKind.jsonToBytes({ byNameString: JSON.parse('{"__proto__":"x"}') as object });
    const read = everyKind.fromBytes(bytes) as { byNameString: object };
    expect(Object.entries(read.byNameString)).toEqual([['__proto__', 'x']]);
    expect(Buffer.from(everyKind.bytesToJson(bytes)).toString()).toBe('{"byNameString":{"__proto__":"x"}}');
  });
});

function attempt<T>(act: () => T): T | undefined {
  try {
    return act();
  } catch (error) {
    expect(error).toBeInstanceOf(Error);
    return undefined;
  }
}

function hex(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('hex');
}

function tag(number: number, wireType: number): number[] {
  return varint(number * 8 + wireType);
}

function varint(value: number): number[] {
  const bytes: number[] = [];
  let rest = value;
  for (; rest > 127; rest = Math.floor(rest / 128)) bytes.push((rest % 128) + 128);
  return [...bytes, rest];
}
