import fc from 'fast-check';
import { WordGate } from './word-gate.js';

function pass(pieces: readonly string[]): { readonly passed: string; readonly closed: boolean } {
  const gate = new WordGate();
  const passed = pieces.map((piece) => gate.push(piece)).join('') + gate.end();
  return { passed, closed: gate.isClosed };
}

describe('WordGate', () => {
  it('lets harmless text through unchanged, however it is cut', () => {
    const pieces = fc.array(fc.constantFrom('bone', ' ', '\n', 'led', 'ger, ', 'a', '. '), { maxLength: 30 });
    fc.assert(
      fc.property(pieces, (cut) => {
        expect(pass(cut)).toEqual({ passed: cut.join(''), closed: false });
      }),
    );
  });

  it('holds a word back until it is whole', () => {
    const gate = new WordGate();
    expect([gate.push('The bo'), gate.push('ne'), gate.push(' is'), gate.end()]).toEqual(['The ', '', 'bone ', 'is']);
  });

  it.each([[['mail a@b.example now']], [['mail a@', 'b.exam', 'ple now']], [['mail ', 'a@b.example']]])(
    'lets nothing pass from the first word that no text may have: %j',
    (pieces) => {
      const { passed, closed } = pass(pieces);
      expect(closed).toBe(true);
      expect('mail ').toContain(passed);
    },
  );

  it('sees a phrase of several words', () => {
    const { passed, closed } = pass(['They ', 'want ', 'racial ', 'purity ', 'here']);
    expect({ passed, closed }).toEqual({ passed: 'They want racial ', closed: true });
  });
});
