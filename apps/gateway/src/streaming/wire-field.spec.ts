import * as fc from 'fast-check';
import { findWireField } from './wire-field.js';

const find = (bytes: number[], number: number) =>
  findWireField(Uint8Array.from(bytes), { start: 0, end: bytes.length }, number);

describe('findWireField', () => {
  it.each([
    ['a varint', [0x08, 0x96, 0x01], 1, { wireType: 0, start: 1, end: 3 }],
    ['a text behind another field', [0x08, 0x01, 0x12, 0x02, 0x61, 0x62], 2, { wireType: 2, start: 4, end: 6 }],
    ['fixed numbers', [0x0d, 1, 2, 3, 4, 0x11, 1, 2, 3, 4, 5, 6, 7, 8], 2, { wireType: 1, start: 6, end: 14 }],
    ['a large field number', [0xf8, 0x7f, 0x05], 2047, { wireType: 0, start: 2, end: 3 }],
    ['nothing', [0x08, 0x01], 2, 'absent'],
    ['nothing in nothing', [], 1, 'absent'],
    ['one field twice', [0x08, 0x01, 0x08, 0x02], 1, 'unclear'],
    ['a group', [0x0b, 0x0c], 1, 'unclear'],
    ['a text cut short', [0x0a, 0x05, 0x61], 1, 'unclear'],
    ['a number cut short', [0x0d, 1, 2], 2, 'unclear'],
    ['a varint without end', [0x08, ...Array.from({ length: 12 }, () => 0x80)], 1, 'unclear'],
    ['a tag cut short', [0x80], 1, 'unclear'],
    ['a length beyond all bounds', [0x0a, 0xff, 0xff, 0xff, 0xff, 0xff, 0x7f], 1, 'unclear'],
  ])('finds %s', (_what, bytes, number, expected) => {
    expect(find(bytes, number)).toEqual(expected);
  });

  it('answers whatever the bytes are, and finds only what lies within', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 64 }), fc.integer({ min: 1, max: 20 }), (bytes, number) => {
        const found = findWireField(bytes, { start: 0, end: bytes.length }, number);
        if (typeof found === 'object') expect(found.start <= found.end && found.end <= bytes.length).toBe(true);
      }),
    );
  });
});
