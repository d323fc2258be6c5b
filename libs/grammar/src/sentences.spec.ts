import fc from 'fast-check';
import { MODIFIERS } from './modifiers.js';
import { splitSentences, tidyText } from './sentences.js';

describe('splitSentences', () => {
  it('splits after a mark and its closing quotes, not inside a word', () => {
    expect(splitSentences('He paid. "All of it?" she asked. No… Yes! 3.5 marks')).toEqual([
      'He paid.',
      '"All of it?"',
      'she asked.',
      'No…',
      'Yes!',
      '3.5 marks',
    ]);
  });

  it('joins back to the text with single spaces', () => {
    fc.assert(
      fc.property(fc.lorem({ mode: 'sentences', maxCount: 8 }), (text) => {
        expect(splitSentences(text).join(' ')).toBe(text.trim().replace(/\s+/g, ' '));
      }),
    );
  });
});

describe('tidyText', () => {
  it('cleans spaces, capitals and repeats', () => {
    expect(tidyText(' the  rib , please .  "now." the rib , please . ')).toBe('The rib, please. "Now."');
  });
});

describe('modifiers', () => {
  it.each([
    ['a', 'eye', 'an eye'],
    ['a', 'rib', 'a rib'],
    ['s', 'eye', 'eyes'],
    ['s', 'box', 'boxes'],
    ['s', 'body', 'bodies'],
    ['s', 'key', 'keys'],
    ['capitalize', 'bone', 'Bone'],
    ['lower', 'Bone', 'bone'],
  ])('%s of %s is %s', (modifier, text, expected) => {
    expect(MODIFIERS[modifier]?.(text)).toBe(expected);
  });
});
