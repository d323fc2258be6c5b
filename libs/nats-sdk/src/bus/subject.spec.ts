import fc from 'fast-check';
import { assertSubscribeSubject, subjectMatches } from './subject.js';

const matches = (filter: string, subject: string): boolean => subjectMatches(filter.split('.'), subject.split('.'));

describe('subjects', () => {
  it.each([
    ['a', 'a', true],
    ['a', 'a.b', false],
    ['a.b', 'a', false],
    ['*', 'a', true],
    ['a.*', 'a', false],
    ['>', 'a.b.c', true],
    ['a.>', 'a', false],
    ['*.>', 'a.b', true],
  ])('%s takes %s: %s', (filter, subject, expected) => {
    expect(matches(filter, subject)).toBe(expected);
  });

  it('match themselves, and stay matched when a token becomes a wildcard', () => {
    const tokens = fc.array(fc.stringMatching(/^[a-z]{1,3}$/), { minLength: 1, maxLength: 5 });
    fc.assert(
      fc.property(tokens, fc.nat(), (subject, at) => {
        const index = at % subject.length;
        expect(subjectMatches(subject, subject)).toBe(true);
        expect(subjectMatches(subject.with(index, '*'), subject)).toBe(true);
        expect(subjectMatches([...subject.slice(0, index), '>'], subject)).toBe(true);
        expect(subjectMatches([...subject, '>'], subject)).toBe(false);
      }),
    );
  });

  it.each(['a.>.b', 'a.', '.a', 'a b', '', 'a.**', '>.a'])('%j is no filter', (filter) => {
    expect(() => assertSubscribeSubject(filter)).toThrow(expect.objectContaining({ reason: 'BAD_SUBJECT' }));
  });
});
