import { countWords } from '@bodybroker/grammar';
import fc from 'fast-check';
import { chooseFacts } from './choose-facts.js';
import { countPromptTokens, countTokens } from './count-tokens.js';
import { detectIntent, detectOrgan, detectTopic } from './detect-intent.js';
import { EMBEDDING_DIMENSIONS, embedText } from './embed-text.js';
import { scoreByBm25 } from './rank-by-bm25.js';
import { summarise } from './summarise.js';

const fact = (text: string, weight = 1) => ({ id: text, text, weight });

describe('detectIntent', () => {
  it.each([
    ['Hello there', 'greet'],
    ['Hello, who are you?', 'ask'],
    ['Who burned the chapel?', 'ask'],
    ['How much for the liver?', 'trade'],
    ['That is too expensive, give me a discount', 'haggle'],
    ['I will kill you', 'threat'],
    ['please, have mercy', 'plead'],
    ['Thanks', 'thank'],
    ['You fool', 'insult'],
    ['Where does the river go?', 'ask'],
    ['Got any work, a job maybe', 'work'],
    ['Tell me a secret', 'secret'],
    ['You killed him, liar', 'accuse'],
    ['Goodbye', 'farewell'],
    ['Zzz', undefined],
    ['', undefined],
  ])('%s is %s', (message, intent) => {
    expect(detectIntent(message)).toBe(intent);
  });

  it('reads a huge hostile message quickly', () => {
    const start = performance.now();
    for (const text of [
      'tell me about '.repeat(5000),
      'a '.repeat(30_000),
      'what is '.repeat(8000),
      '?'.repeat(60_000),
    ]) {
      detectIntent(text);
      detectTopic(text);
      detectOrgan(text);
    }
    expect(performance.now() - start).toBeLessThan(500);
  });
});

describe('detectTopic', () => {
  it.each([
    ['What do you know about the Bone Ledger?', 'the Bone Ledger'],
    ['Tell me more about Old Mott, please.', 'Old Mott'],
    ['Who is the auditor?', 'the auditor'],
    ["Where's the Drowned Ward", 'the Drowned Ward'],
    ['I wonder about tolls', 'tolls'],
    ['What is it?', undefined],
    ['What are you', undefined],
    ['Hello', undefined],
  ])('%s', (message, topic) => {
    expect(detectTopic(message)).toBe(topic);
  });
});

describe('detectOrgan', () => {
  it.each([
    ['Two Eyes, fresh', 'eye'],
    ['got teeth?', 'tooth'],
    ['a hearty meal', undefined],
  ])('%s', (message, organ) => {
    expect(detectOrgan(message)).toBe(organ);
  });
});

describe('scoreByBm25', () => {
  it('favours rare words, more of them and shorter texts', () => {
    const scores = scoreByBm25(
      ['the ledger of the ward', 'the ward', 'ledger ward salt coal rope tar lamp', 'nothing'],
      'ward ledger',
    );
    expect(scores[0]).toBeGreaterThan(scores[1] ?? 0);
    expect(scores[0]).toBeGreaterThan(scores[2] ?? 0);
    expect(scores[3]).toBe(0);
    const [common, rare] = scoreByBm25(['ward', 'ledger', 'ward', 'ward'], 'ward ledger');
    expect(rare).toBeGreaterThan(common ?? 0);
    expect(scoreByBm25([], 'x')).toEqual([]);
  });

  it('meets words over case, accents, plural and possessive', () => {
    for (const document of ['LEDGERS', "the ledger's", 'Lédger'])
      expect(scoreByBm25([document], 'ledger')[0]).toBeGreaterThan(0);
  });
});

describe('chooseFacts', () => {
  const facts = [
    fact('The tide is low. The toll is two marks.'),
    fact('Mott keeps bees.'),
    fact('A toll is paid in teeth at night.'),
  ];

  it('takes the best sentences, at most two', () => {
    expect(chooseFacts(facts, 'what is the toll at night')).toEqual([
      'A toll is paid in teeth at night.',
      'The toll is two marks.',
    ]);
  });

  it('lets weight decide between equals', () => {
    expect(chooseFacts([fact('Toll one.'), fact('Toll two.', 3)], 'toll')[0]).toBe('Toll two.');
  });

  it('gives none, or the weightiest, when none speaks of it', () => {
    expect(chooseFacts(facts, 'weather')).toEqual([]);
    expect(chooseFacts([...facts, fact('Heavy.', 9)], 'weather', { otherwise: 'WEIGHTIEST' })).toEqual(['Heavy.']);
    expect(chooseFacts([], 'weather', { otherwise: 'WEIGHTIEST' })).toEqual([]);
  });
});

describe('summarise', () => {
  it('keeps whole sentences of the text, in its order, within the words', () => {
    const sentence = fc.lorem({ maxCount: 12 }).map((words) => `${words}.`);
    fc.assert(
      fc.property(
        fc.array(sentence, { minLength: 1, maxLength: 20 }),
        fc.integer({ min: 12, max: 60 }),
        (sentences, maxWords) => {
          const summary = summarise(sentences.join(' '), maxWords);
          expect(countWords(summary)).toBeLessThanOrEqual(maxWords);
          const unique = [...new Set(sentences)];
          let rest = summary;
          for (const each of unique) if (rest.startsWith(each)) rest = rest.slice(each.length).trimStart();
          expect(rest).toBe('');
          expect(summary).not.toBe('');
        },
      ),
    );
  });

  it('picks what the text is about over asides', () => {
    const text =
      'Well. The ledger names the buyer. It rained. The ledger names the price of the buyer. Some cats sat there.';
    expect(summarise(text, 13)).toBe('The ledger names the buyer. The ledger names the price of the buyer.');
  });

  it('cuts the best sentence when none fits, and has nothing for nothing', () => {
    expect(countWords(summarise('one two three four five', 3))).toBe(3);
    expect(summarise(' ', 10)).toBe('');
  });

  it('reads 64 KiB in reasonable time', () => {
    const start = performance.now();
    summarise(
      'The ledger names a price. '.repeat(2500) + Array.from({ length: 3000 }, (_, n) => `Line ${n}.`).join(' '),
      100,
    );
    expect(performance.now() - start).toBeLessThan(1500);
  });
});

describe('embedText', () => {
  const cosine = (left: string, right: string): number => {
    const other = embedText(right);
    return embedText(left).reduce((sum, value, index) => sum + value * (other[index] ?? 0), 0);
  };

  it('is a unit vector of 256 numbers, the same each time', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const vector = embedText(text);
        expect(vector).toHaveLength(EMBEDDING_DIMENSIONS);
        expect(vector).toEqual(embedText(text));
        const length = Math.hypot(...vector);
        if (/[\p{L}\p{N}]/u.test(text.normalize('NFKC').toLowerCase())) expect(length).toBeCloseTo(1, 10);
        else expect(length).toBe(0);
      }),
    );
  });

  it('puts texts that share words nearer than others', () => {
    expect(cosine('the bone ledger', 'a ledger of bones')).toBeGreaterThan(
      cosine('the bone ledger', 'rain over quiet harbours') + 0.2,
    );
    expect(cosine('Ledger', 'ledger')).toBeCloseTo(1, 10);
  });
});

describe('countTokens', () => {
  it.each([
    ['', 0],
    ['   ', 0],
    ['Mind the drain.', 4],
    ['extraordinarily', 4],
    ['12345', 2],
    ['骨の帳簿', 4],
  ])('%s is about %d', (text, tokens) => {
    expect(countTokens(text)).toBe(tokens);
  });

  it('adds up and never shrinks with more text', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (left, right) => {
        expect(countTokens(`${left} ${right}`)).toBe(countTokens(left) + countTokens(right));
      }),
    );
    expect(countPromptTokens([{ content: 'one two' }, { content: 'three' }])).toBe(2 + 1 + 8 + 3);
  });
});
