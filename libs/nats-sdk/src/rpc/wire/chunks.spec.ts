import fc from 'fast-check';
import { ChunkJoiner, splitBody } from './chunks.js';

describe('parts of a body', () => {
  it('join to what was split, each no larger than a message', () => {
    const property = fc.property(
      fc.uint8Array({ minLength: 1, maxLength: 4_000 }),
      fc.integer({ min: 200, max: 700 }),
      (body, max) => {
        const parts = splitBody(body, max, 100);
        const joiner = new ChunkJoiner(body.length);
        const joined = parts.map(({ label, data }) => joiner.add(label, data));
        expect(parts.every(({ data }) => data.length + 100 < max)).toBe(true);
        expect(joined.slice(0, -1).every((part) => part === undefined)).toBe(true);
        expect(Buffer.compare(joined.at(-1) ?? new Uint8Array(0), body)).toBe(0);
      },
    );
    fc.assert(property);
  });

  it.each([
    ['a missing part', ['0/3', '2/3']],
    ['a repeated part', ['0/3', '0/3']],
    ['another count', ['0/3', '1/4']],
    ['no first part', ['1/3']],
    ['a bad label', ['x']],
    ['no parts', ['0/0']],
  ])('are refused with %s', (_, labels) => {
    const joiner = new ChunkJoiner(100);
    expect(() => labels.map((label) => joiner.add(label, new Uint8Array(1)))).toThrow(
      expect.objectContaining({ code: 'DATA_LOSS' }),
    );
  });

  it('are refused when there is too much of them', () => {
    const joiner = new ChunkJoiner(10);
    joiner.add('0/3', new Uint8Array(10));
    expect(() => joiner.add('1/3', new Uint8Array(1))).toThrow(
      expect.objectContaining({ reason: 'MESSAGE_TOO_LARGE' }),
    );
  });

  it('are refused when the headers leave no room', () => {
    expect(() => splitBody(new Uint8Array(10), 100, 60)).toThrow(
      expect.objectContaining({ reason: 'MESSAGE_TOO_LARGE' }),
    );
  });
});
