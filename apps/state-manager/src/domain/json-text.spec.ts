import fc from 'fast-check';
import { readJson, writeJson } from './json-text.js';
import { jsonEquals, type JsonValue } from './json-value.js';

describe('JSON text', () => {
  it('gives any JSON back as it was', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        expect(jsonEquals(readJson(writeJson(value as JsonValue)), value as JsonValue)).toBe(true);
      }),
    );
  });

  it('keeps the digits of 64-bit numbers, and of nothing else', () => {
    const text = '{"a":9007199254740993,"b":-9223372036854775808,"c":1,"d":"9007199254740993","e":1e300,"f":[]}';
    expect(readJson(text)).toEqual({
      a: 9007199254740993n,
      b: -9223372036854775808n,
      c: 1,
      d: '9007199254740993',
      e: 1e300,
      f: [],
    });
    expect(writeJson({ a: 9007199254740993n, f: [] })).toBe('{"a":9007199254740993,"f":[]}');
    expect(readJson('100000000000000000000')).toBe(1e20);
  });
});
