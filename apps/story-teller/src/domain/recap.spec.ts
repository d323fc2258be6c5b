import fc from 'fast-check';
import { recap } from './recap.js';

const entry = (text: string, type = 'x') => ({ gms: 0, text, refs: [], type });

describe('a recap', () => {
  it('keeps what matters, in the order it happened', () => {
    const newestFirst = [
      entry('You chose fire.', 'narr.story.choice_made'),
      entry('Rain.'),
      entry('Bloodrain has begun.', 'narr.story.arc_started'),
    ];
    expect(recap(newestFirst, 6)).toBe('Bloodrain has begun. You chose fire.');
    expect(recap(newestFirst, 100)).toBe('Bloodrain has begun. Rain. You chose fire.');
  });

  it('cuts what alone is too long, and tells no recap anew', () => {
    expect(recap([entry('one two three four')], 2)).toBe('one two');
    expect(recap([entry('again', 'story.recap')], 20)).toBe('');
    expect(recap([], 20)).toBe('');
  });

  it('never has more words than asked for', () => {
    const texts = fc.array(fc.lorem({ maxCount: 12 }), { maxLength: 40 });
    fc.assert(
      fc.property(texts, fc.integer({ min: 1, max: 60 }), (all, words) => {
        const told = recap(
          all.map((text) => entry(text)),
          words,
        );
        expect(told.split(/\s+/).filter((word) => word !== '').length).toBeLessThanOrEqual(words);
      }),
    );
  });
});
