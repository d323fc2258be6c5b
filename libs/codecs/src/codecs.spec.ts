import fc from 'fast-check';
import { ErrorCode, EventEnvelope, Error as WireError } from '@bodybroker/contracts-common';
import { codecFor, jsonCodec, protobufCodec, protobufTsCodec } from './index.js';

const envelopes = fc
  .record({
    eventId: fc.string(),
    type: fc.string(),
    occurredAtMs: fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }),
    entityVersion: fc.option(fc.bigInt({ min: 0n, max: 2n ** 64n - 1n }), { nil: undefined }),
    playerId: fc.option(fc.string(), { nil: undefined }),
    schemaVersion: fc.integer({ min: 0, max: 2 ** 32 - 1 }),
    payload: fc.uint8Array(),
  })
  .map(({ entityVersion, playerId, ...rest }) =>
    EventEnvelope.create({
      ...rest,
      ...(entityVersion === undefined ? {} : { entityVersion }),
      ...(playerId === undefined ? {} : { playerId }),
    }),
  );

describe.each([
  ['compiled protobuf', protobufCodec],
  ['protobuf by protobuf-ts', protobufTsCodec],
  ['JSON', jsonCodec],
] as const)('%s', (_name, codec) => {
  it('reads back what it wrote', () => {
    fc.assert(
      fc.property(envelopes, (message) => {
        expect(codec.decode(EventEnvelope, codec.encode(EventEnvelope, message))).toEqual(message);
      }),
    );
  });

  it('answers arbitrary bytes with a message or a CodecError, never anything else', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 64 }), (bytes) => {
        try {
          codec.decode(EventEnvelope, bytes);
        } catch (error) {
          expect(error).toMatchObject({ name: 'CodecError', code: 'INVALID_ARGUMENT' });
        }
      }),
    );
  });
});

describe('jsonCodec', () => {
  const decode = (text: string): unknown => jsonCodec.decode(WireError, new TextEncoder().encode(text));

  it('reads proto names and camel case, enums by name and number', () => {
    const expected = WireError.create({ code: ErrorCode.NOT_FOUND, retryAfterMs: 5n });
    expect(decode('{"code":"ERROR_CODE_NOT_FOUND","retry_after_ms":"5"}')).toEqual(expected);
    expect(decode('{"code":4,"retryAfterMs":5}')).toEqual(expected);
  });

  it.each([
    ['an unknown field', '{"nope":1}', /nope/],
    ['a wrong type', '{"message":1}', /message/],
    ['an unknown enum name', '{"code":"ERROR_CODE_SOUP"}', /code/],
    ['no JSON at all', '{', /not JSON/],
  ])('names the fault of %s', (_case, text, message) => {
    expect(() => decode(text)).toThrow(message);
  });

  it('refuses a nesting bomb before parsing it', () => {
    expect(() => decode('{"details":'.repeat(100_000))).toThrow(expect.objectContaining({ reason: 'JSON_TOO_DEEP' }));
  });

  it('counts no brackets inside texts', () => {
    expect(decode(JSON.stringify({ message: '[{"\\'.repeat(200) }))).toMatchObject({ message: '[{"\\'.repeat(200) });
  });
});

describe.each([
  ['compiled protobuf', protobufCodec],
  ['JSON', jsonCodec],
] as const)('%s', (_name, codec) => {
  it('takes what a message leaves out as its default', () => {
    const partial: Partial<EventEnvelope> = { eventId: 'e1' };
    const whole = EventEnvelope.create({ eventId: 'e1' });
    expect(codec.decode(EventEnvelope, codec.encode(EventEnvelope, partial as EventEnvelope))).toEqual(whole);
    expect(codec.decode(WireError, codec.encode(WireError, {} as WireError))).toEqual(WireError.create());
  });
});

describe('codecFor', () => {
  it('takes protobuf when nothing is said and ignores parameters', () => {
    expect(codecFor(undefined)).toBe(protobufCodec);
    expect(codecFor('Application/JSON; charset=utf-8')).toBe(jsonCodec);
  });

  it('refuses other types with what it would take', () => {
    expect(() => codecFor('text/xml')).toThrow(expect.objectContaining({ reason: 'UNSUPPORTED_CONTENT_TYPE' }));
  });
});
