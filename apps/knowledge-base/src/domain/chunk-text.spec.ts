import { CHUNK_WORDS, chunkText } from './chunk-text.js';
import { paragraphsOf } from './plain-text.js';
import { countWords } from './sentences.js';

const words = (count: number, of = 'word'): string => `${Array.from({ length: count }, () => of).join(' ')}.`;

describe('chunks', () => {
  it('pack paragraphs up to 120 words', () => {
    const chunks = chunkText([50, 60, 30, 90, 10].map((count) => words(count)).join('\n\n'));
    expect(chunks.map(({ text }) => countWords(text))).toEqual([110, 120, 10]);
  });

  it('cut long paragraphs between sentences, and long sentences between words', () => {
    const chunks = chunkText(`${words(70)} ${words(70)} ${words(250, 'long')} ${words(5)}`);
    expect(chunks.map(({ text, isFragment }) => [countWords(text), isFragment])).toEqual([
      [70, false],
      [70, false],
      [CHUNK_WORDS, true],
      [CHUNK_WORDS, true],
      [10, true],
      [5, false],
    ]);
  });

  it('are none of an empty text', () => {
    expect(chunkText(' \n\n ')).toEqual([]);
  });
});

describe('markdown', () => {
  it('is read without its marks', () => {
    const text = '# Head\nA *bold* and __plain__ [link](http://x).\n\n- one\n- two `code`\n\n```js\ncode\n```\n> said';
    expect(paragraphsOf(text)).toEqual(['Head', 'A bold and plain link.', 'one two code', 'code', 'said']);
  });

  it('leaves marks that mark nothing', () => {
    expect(paragraphsOf('2 * 3 * 4 and snake_case_name')).toEqual(['2 * 3 * 4 and snake_case_name']);
  });
});
