import * as fc from 'fast-check';
import { TurnBuffer } from './turn-buffer.js';

describe('TurnBuffer', () => {
  it('gives back, joined and in order, what was put in', () => {
    const piece = fc.oneof(
      fc.string({ unit: 'grapheme', maxLength: 100 }).filter((text) => text.isWellFormed()),
      fc.integer({ min: 0, max: 2000 }).map((length) => new Uint8Array(length).fill(length)),
    );
    fc.assert(
      fc.property(fc.array(fc.array(piece), { maxLength: 4 }), (turns) => {
        const buffer = new TurnBuffer();
        for (const pieces of turns) {
          for (const value of pieces) {
            if (typeof value === 'string') buffer.text(value);
            else buffer.bytes(value);
          }
          const expected = Buffer.concat(pieces.map((value) => Buffer.from(value as string)));
          expect(buffer.length).toBe(expected.length);
          expect(buffer.take().equals(expected)).toBe(true);
          expect(buffer.length).toBe(0);
        }
      }),
    );
  });

  it('does not touch again what it gave away', () => {
    const buffer = new TurnBuffer();
    buffer.text('first');
    const taken = buffer.take();
    buffer.text('other');
    expect(taken.toString()).toBe('first');
  });

  it('takes a megabyte', () => {
    const buffer = new TurnBuffer();
    buffer.text('id: 1\n');
    buffer.bytes(new Uint8Array(1024 * 1024).fill(0x61));
    expect(buffer.take().toString()).toBe(`id: 1\n${'a'.repeat(1024 * 1024)}`);
  });
});
