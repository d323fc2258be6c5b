import { checkValue, MAX_VALUE_BYTES } from './check-value.js';
import type { JsonValue } from './json-value.js';

const nested = (levels: number): JsonValue => (levels === 1 ? {} : { a: nested(levels - 1) });

describe('checkValue', () => {
  it.each<[string, JsonValue, string]>([
    ['an array', [], 'VALUE_NOT_OBJECT'],
    ['null', null, 'VALUE_NOT_OBJECT'],
    ['a number', 1, 'VALUE_NOT_OBJECT'],
    ['33 levels', nested(33), 'VALUE_TOO_DEEP'],
    ['too many bytes', { a: 'é'.repeat(MAX_VALUE_BYTES / 2) }, 'VALUE_TOO_LARGE'],
    ['a prototype', { a: [JSON.parse('{"__proto__": 1}') as JsonValue] }, 'FORBIDDEN_MEMBER'],
  ])('refuses %s', (_name, value, reason) => {
    expect(() => checkValue(value)).toThrow(expect.objectContaining({ code: 'INVALID_ARGUMENT', reason }));
  });

  it('lets 32 levels and the largest size through', () => {
    expect(checkValue(nested(32))).toEqual(nested(32));
    const largest = { a: 'x'.repeat(MAX_VALUE_BYTES - '{"a":""}'.length) };
    expect(checkValue(largest)).toBe(largest);
  });
});
