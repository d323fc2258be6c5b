import fc from 'fast-check';

import type { PackContent } from './content-format.js';
import { generateText, textHash, type TextRequest } from './generate-text.js';
import { loadGrammar } from './load-grammar.js';
import { countWords } from './sentences.js';
import { setTraceryDraw } from './tracery.js';

const load = (symbols: PackContent['symbols'], slots: PackContent['slots'] = {}): ReturnType<typeof loadGrammar> =>
  loadGrammar([{ name: 'test', content: { id: 'test', slots, symbols } }]);

/** Every text of 300 seeds. */
function texts(grammar: ReturnType<typeof loadGrammar>, request: TextRequest): Set<string> {
  return new Set(Array.from({ length: 300 }, (_, seed) => generateText(grammar, request, seed).text));
}

const many = Array.from({ length: 40 }, (_, index) => `This is sentence number ${index}.`);

describe('generateText', () => {
  it('gives equal text for equal seeds, whatever was generated between', () => {
    const grammar = load({
      line: ['#word# #word# #word#.'],
      word: ['eye', 'rib', 'tooth', 'hand', 'nail'],
      more: many,
    });
    const request = { origin: 'line', elaborate: 'more' };
    const options = { targetWords: 60 };
    const other = load({ line: ['#x##x##x#'], x: ['1', '2', '3'] });
    fc.assert(
      fc.property(fc.string(), (seed) => {
        const first = generateText(grammar, request, seed, options);
        generateText(other, { origin: 'line' }, `${seed}!`);
        setTraceryDraw(() => 0.999);
        expect(generateText(grammar, request, seed, options)).toEqual(first);
      }),
    );
    expect(texts(grammar, request).size).toBeGreaterThan(80);
  });

  it('gives the text it always gave: a seed is a promise over versions and machines', () => {
    const grammar = load({
      line: ['#word# #word# #word#.'],
      word: ['eye', 'rib', 'tooth', 'hand', 'nail'],
      more: many,
    });
    const options = { targetWords: 8 };
    const { text } = generateText(grammar, { origin: 'line', elaborate: 'more' }, 'pinned', options);
    expect(text).toBe('Eye hand nail. This is sentence number 4.');
  });

  it('does not depend on the order files were listed in', () => {
    const a = { name: 'a', content: { id: 'a', symbols: { line: ['one', 'two', 'three'] } } };
    const b = { name: 'b', content: { id: 'b', symbols: { line: ['four', 'five', 'six'] } } };
    const say = (...files: (typeof a)[]): string[] =>
      Array.from({ length: 20 }, (_, seed) => generateText(loadGrammar(files), { origin: 'line' }, seed).text);
    expect(say(a, b)).toEqual(say(b, a));
  });

  it('drops rules whose asked-for tags are not given: any value of a group, every group', () => {
    const grammar = load({
      line: [
        'plain',
        { text: 'cold or dry', tags: ['mood:cold', 'mood:dry'] },
        { text: 'cold butcher', tags: ['mood:cold', 'archetype:butcher'] },
      ],
    });
    expect(texts(grammar, { origin: 'line' })).toEqual(new Set(['Plain']));
    expect(texts(grammar, { origin: 'line', tags: ['mood:dry'] })).toEqual(new Set(['Plain', 'Cold or dry']));
    expect(texts(grammar, { origin: 'line', tags: ['mood:cold', 'archetype:butcher'] }).size).toBe(3);
  });

  it('drops rules by content notice and by its parents', () => {
    const grammar = load({
      line: [
        'clean',
        { text: 'gory', tags: ['gore'] },
        { text: 'needles', tags: ['phobia.needles'] },
        { text: 'eyes', tags: ['phobia.eyes'] },
      ],
    });
    expect(texts(grammar, { origin: 'line' }).size).toBe(4);
    expect(texts(grammar, { origin: 'line', without: ['gore'] })).toEqual(new Set(['Clean', 'Needles', 'Eyes']));
    expect(texts(grammar, { origin: 'line', without: ['phobia', 'gore'] })).toEqual(new Set(['Clean']));
    expect(texts(grammar, { origin: 'line', without: ['phobia.eyes'] })).toEqual(new Set(['Clean', 'Gory', 'Needles']));
  });

  it('drops rules by CEL and by quality bounds, both ends included', () => {
    const grammar = load({
      line: [
        'plain',
        { text: 'trusted', quality: { trust: { min: 20, max: 60 } } },
        { text: 'wet', when: '"weather:rain" in tags && facts == 0' },
      ],
    });
    expect(texts(grammar, { origin: 'line', qualities: { trust: 20 } })).toContain('Trusted');
    expect(texts(grammar, { origin: 'line', qualities: { trust: 60 } })).toContain('Trusted');
    expect(texts(grammar, { origin: 'line', qualities: { trust: 61 } })).not.toContain('Trusted');
    expect(texts(grammar, { origin: 'line', tags: ['weather:rain'] })).toContain('Wet');
    expect(texts(grammar, { origin: 'line', tags: ['weather:rain'], facts: ['x'] })).not.toContain('Wet');
  });

  it('keeps plain rules of a fallback symbol for when no other fits', () => {
    const grammar = load({ line: { plain: 'fallback', rules: ['plain', { text: 'cold', tags: ['mood:cold'] }] } });
    expect(texts(grammar, { origin: 'line' })).toEqual(new Set(['Plain']));
    expect(texts(grammar, { origin: 'line', tags: ['mood:cold'] })).toEqual(new Set(['Cold']));
  });

  it('draws by weight, and three times as often what was written for the occasion', () => {
    const grammar = load({ line: [{ text: 'heavy', weight: 9 }, 'light', { text: 'cold', tags: ['mood:cold'] }] });
    const count: Record<string, number> = {};
    for (let seed = 0; seed < 13_000; seed++) {
      const { text } = generateText(grammar, { origin: 'line', tags: ['mood:cold'] }, seed);
      count[text] = (count[text] ?? 0) + 1;
    }
    expect((count['Heavy'] ?? 0) / 1000).toBeCloseTo(9, 0);
    expect((count['Light'] ?? 0) / 1000).toBeCloseTo(1, 0);
    expect((count['Cold'] ?? 0) / 1000).toBeCloseTo(3, 0);
  });

  it('fills slots, keeps defaults, and ignores slots that are not declared', () => {
    const grammar = load({ line: ['#greeting#, #player#.'], greeting: ['well'] }, { player: 'stranger' });
    expect(generateText(grammar, { origin: 'line' }, 1).text).toBe('Well, stranger.');
    const slots = { player: 'Mott', greeting: 'pwned', toString: 'x' };
    expect(generateText(grammar, { origin: 'line', slots }, 1).text).toBe('Well, Mott.');
  });

  it('uses a rule with an optional slot only when the slot is given', () => {
    const grammar = load({ line: ['nothing', 'an #organ#', '#fact# #fact2#'] }, { organ: null });
    expect(texts(grammar, { origin: 'line' })).toEqual(new Set(['Nothing']));
    expect(texts(grammar, { origin: 'line', slots: { organ: 'eye' } })).toContain('An eye');
    expect(texts(grammar, { origin: 'line', slots: { organ: ' # ' } })).toEqual(new Set(['Nothing']));
    expect(texts(grammar, { origin: 'line', facts: ['One'] })).toEqual(new Set(['Nothing']));
    expect(texts(grammar, { origin: 'line', facts: ['One', 'Two!'] })).toContain('One. Two!');
  });

  it('prints hostile slot text as text, without syntax, placeholders or an endless loop', () => {
    const grammar = load(
      { line: ['Hear #player# and #fact#', 'Hear #player.a.s.capitalize#'] },
      { player: 'stranger' },
    );
    const hostile = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc
        .array(fc.constantFrom('#', '[', ']', '\\', 'player', 'line', ':', '.', '((', 'POP', '\n', '\uD800'))
        .map((parts) => parts.join('')),
    );
    fc.assert(
      fc.property(hostile, fc.integer(), (player, seed) => {
        const { text } = generateText(grammar, { origin: 'line', slots: { player }, facts: [player, 'x'] }, seed);
        expect(text).not.toMatch(/[#[\]\\\n]/);
        expect(text.startsWith('Hear')).toBe(true);
        expect(text.isWellFormed()).toBe(true);
        if (!player.includes('((')) expect(text).not.toContain('((');
      }),
      { numRuns: 500 },
    );
  });

  it('elaborates to the length asked for and says STOP', () => {
    const grammar = load({ line: ['It begins.'], more: many });
    const { text, finishReason } = generateText(grammar, { origin: 'line', elaborate: 'more' }, 5, { targetWords: 30 });
    expect(countWords(text)).toBeGreaterThanOrEqual(30);
    expect(countWords(text)).toBeLessThan(36);
    expect(finishReason).toBe('STOP');
  });

  it('never has more words than maxTokens allows, ends at a sentence where one fits, and says LENGTH when it cut', () => {
    const grammar = load({ line: ['It begins here.'], more: many });
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 300 }),
        fc.integer({ min: 0, max: 100 }),
        fc.nat(),
        (maxTokens, targetWords, seed) => {
          const { text, finishReason } = generateText(grammar, { origin: 'line', elaborate: 'more' }, seed, {
            maxTokens,
            targetWords,
          });
          const maxWords = Math.max(1, Math.floor(maxTokens / 1.4));
          expect(countWords(text)).toBeLessThanOrEqual(maxWords);
          if (maxWords >= 3) expect(text).toMatch(/\.$/);
          else expect(finishReason).toBe('LENGTH');
          if (finishReason === 'STOP') expect(countWords(text)).toBeGreaterThanOrEqual(Math.min(targetWords, maxWords));
        },
      ),
    );
  });

  it('says no sentence twice and ends when there is nothing more to say', () => {
    const grammar = load({ line: ['Once. Once. Twice.'], more: ['Once.', 'Thrice.'] });
    const { text } = generateText(grammar, { origin: 'line', elaborate: 'more' }, 1, { targetWords: 100 });
    expect(text).toBe('Once. Twice. Thrice.');
  });

  it('keeps to maxSentences', () => {
    const grammar = load({ line: ['One. Two.'], more: many });
    const { text, finishReason } = generateText(grammar, { origin: 'line', elaborate: 'more' }, 1, {
      targetWords: 100,
      maxSentences: 4,
    });
    expect(text.match(/\./g)).toHaveLength(4);
    expect(finishReason).toBe('STOP');
  });

  it('draws anew what was said lately, up to 8 times', () => {
    const grammar = load({ line: ['a', 'b'] });
    const first = generateText(grammar, { origin: 'line' }, 'seed');
    const second = generateText(grammar, { origin: 'line' }, 'seed', { avoid: new Set([textHash(first.text)]) });
    expect(second.text).not.toBe(first.text);
    expect(second.draws).toBeGreaterThan(1);
    const both = new Set(['A', 'B'].map(textHash));
    expect(generateText(grammar, { origin: 'line' }, 'seed', { avoid: both }).draws).toBe(8);
  });

  it('throws for an origin that is not there', () => {
    expect(() => generateText(load({ line: ['a'] }), { origin: 'toString' }, 1)).toThrow(RangeError);
  });
});
