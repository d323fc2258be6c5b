import fc from 'fast-check';
import { mergeAttributes } from './merge-attributes.js';

describe('mergeAttributes', () => {
  it('takes the smaller limit, the common items and what both can do', () => {
    const ours = { max: 10, formats: ['json', 'protobuf'], shadows: true, name: 'house' };
    const theirs = { max: 4, formats: ['protobuf', 'xml'], shadows: false, name: 'guest' };
    expect(mergeAttributes(ours, theirs, {})).toEqual({ max: 4, formats: ['protobuf'], shadows: false, name: 'house' });
  });

  it('follows a rule where there is one', () => {
    expect(mergeAttributes({ a: 1, b: 1 }, { a: 2, b: 2 }, { a: 'MAX', b: 'OURS' })).toEqual({ a: 2, b: 1 });
  });

  it('takes an attribute that one side alone names', () => {
    expect(mergeAttributes({ a: 1 }, { b: 2 }, {})).toEqual({ a: 1, b: 2 });
  });

  it('has no agreement where lists share nothing', () => {
    expect(mergeAttributes({ formats: ['a'] }, { formats: ['b'] }, {})).toBeUndefined();
  });

  it('never promises more than either side can do', () => {
    const attributes = fc.dictionary(fc.constantFrom('a', 'b', 'c'), fc.oneof(fc.integer(), fc.boolean()));
    fc.assert(
      fc.property(attributes, attributes, (ours, theirs) => {
        const merged = mergeAttributes(ours, theirs, {}) ?? {};
        for (const [name, value] of Object.entries(merged)) {
          const both = [ours[name], theirs[name]].filter((side) => typeof side === typeof value);
          if (typeof value === 'number') expect(both.every((side) => value <= Number(side))).toBe(true);
          if (value === true) expect(both.every((side) => side === true)).toBe(true);
        }
      }),
    );
  });
});
