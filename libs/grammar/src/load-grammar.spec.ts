import fc from 'fast-check';
import type { PackContent } from './content-format.js';
import { GrammarContentError, isGrammarContentError } from './grammar-content-error.js';
import { loadGrammar } from './load-grammar.js';

function refusal(content: unknown, ...more: unknown[]): GrammarContentError {
  try {
    loadGrammar([content, ...more].map((each, index) => ({ name: `pack-${index}.json`, content: each })));
  } catch (error) {
    if (isGrammarContentError(error)) return error;
    throw error;
  }
  throw new Error('was accepted');
}

const pack = (symbols: PackContent['symbols'], slots: PackContent['slots'] = {}): PackContent => ({
  id: 'test',
  slots,
  symbols,
});

describe('loadGrammar', () => {
  it('puts rules of the same symbol from several files together', () => {
    const grammar = loadGrammar([
      { name: 'a', content: { id: 'a', symbols: { line: ['one', 'two'] } } },
      { name: 'b', content: { id: 'b', tags: ['mood:cold'], symbols: { line: ['three'] } } },
    ]);
    expect(grammar.ruleCount).toBe(3);
    expect(grammar.packIds).toEqual(['a', 'b']);
    expect(grammar.symbols.get('line')?.rules[2]?.asks.get('mood')).toEqual(['mood:cold']);
  });

  it('names file, symbol and rule of a reference to nothing', () => {
    const error = refusal(pack({ line: ['fine', 'see #ghost#'] }));
    expect(error).toMatchObject({ file: 'pack-0.json', symbol: 'line', rule: 1, problem: 'unknown symbol "ghost"' });
    expect(error.message).toBe('pack-0.json, symbol "line", rule 1: unknown symbol "ghost"');
  });

  it('names the loop of a recursion, also across files and when it could end', () => {
    expect(refusal(pack({ line: ['#line#'] })).problem).toBe('recursion: line -> line');
    const error = refusal(
      { id: 'a', symbols: { one: ['#two#', 'end'] } },
      { id: 'b', symbols: { two: ['so #three#', 'end'], three: ['#one#'] } },
    );
    expect(error).toMatchObject({ file: 'pack-1.json', symbol: 'three', rule: 0 });
    expect(error.problem).toBe('recursion: one -> two -> three -> one');
  });

  it('names the rule of bad CEL', () => {
    const error = refusal(pack({ line: ['fine', { text: 'x', when: 'qualities.trust >' }] }));
    expect(error).toMatchObject({ symbol: 'line', rule: 1 });
    expect(error.problem).toContain('"when"');
    expect(refusal(pack({ line: ['fine', { text: 'x', when: 'mood == 1' }] })).problem).toContain(
      'unknown variable "mood"',
    );
  });

  it('refuses text that doubles with each symbol', () => {
    const symbols: Record<string, string[]> = { s0: ['0123456789'] };
    for (let n = 1; n < 30; n++) symbols[`s${n}`] = [`#s${n - 1}##s${n - 1}#`];
    expect(refusal(pack(symbols)).problem).toContain('may expand to more than');
  });

  it('refuses a symbol that some request would leave empty', () => {
    for (const rule of [
      { text: 'x', tags: ['mood:cold'] },
      { text: 'x', tags: ['gore'] },
      { text: 'x', when: 'facts > 0' },
      { text: 'x', quality: { trust: { min: 1 } } },
      { text: '#fact#' },
      { text: '#organ#' },
    ])
      expect(refusal(pack({ line: [rule] }, { organ: null })).problem).toContain('needs a plain rule');
  });

  it.each<[string, unknown]>([
    ['no object', 'text'],
    ['null', null],
    ['no id', { symbols: {} }],
    ['no symbols', { id: 'x' }],
    ['an unknown key', { id: 'x', symbols: {}, rules: [] }],
    ['an unknown key of a rule', pack({ line: [{ text: 'x', wieght: 3 } as never] })],
    ['no rules', pack({ line: [] })],
    ['a number as rule', pack({ line: [7 as never] })],
    ['an empty text', pack({ line: [' '] })],
    ['weight 0', pack({ line: [{ text: 'x', weight: 0 }] })],
    ['weight 10', pack({ line: [{ text: 'x', weight: 10 }] })],
    ['weight 1.5', pack({ line: [{ text: 'x', weight: 1.5 }] })],
    ['an open reference', pack({ line: ['see #line'] })],
    ['an empty reference', pack({ line: ['see ##'] })],
    ['an action', pack({ line: ['[a:b]'] })],
    ['an escape', pack({ line: ['a\\b'] })],
    ['an unknown modifier', pack({ line: ['#fact.shout#', 'x'] })],
    ['a symbol every object has', pack({ constructor: ['x'] } as never)],
    ['a symbol with a bad name', pack({ 'a b': ['x'] })],
    ['a symbol that is a slot', pack({ organ: ['x'] }, { organ: 'eye' })],
    ['a slot of facts', pack({ line: ['x'] }, { fact: 'x' })],
    ['an unsafe slot default', pack({ line: ['x'] }, { organ: '#line#' })],
    ['a bad tag', pack({ line: ['x', { text: 'y', tags: ['Mood: cold'] }] })],
    ['tags that are no list', pack({ line: ['x', { text: 'y', tags: 'mood:cold' as never }] })],
    ['bounds the wrong way round', pack({ line: ['x', { text: 'y', quality: { trust: { min: 2, max: 1 } } }] })],
    ['a bad plain', pack({ line: { plain: 'never' as never, rules: ['x'] } })],
  ])('refuses %s', (_, content) => {
    expect(refusal(content).file).toBe('pack-0.json');
  });

  it('refuses two packs of one id', () => {
    expect(refusal(pack({ line: ['x'] }), pack({ line: ['y'] })).file).toBe('pack-1.json');
  });

  it('fails with a GrammarContentError only, whatever the file is', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.jsonValue(), (symbol, whole) => {
        for (const content of [
          whole,
          { id: 'x', symbols: { line: symbol } },
          { id: 'x', symbols: { line: ['a', symbol] } },
        ])
          try {
            loadGrammar([{ name: 'f', content }]);
          } catch (error) {
            expect(error).toBeInstanceOf(GrammarContentError);
          }
      }),
    );
  });
});
