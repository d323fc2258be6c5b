import fc from 'fast-check';
import { moderateText } from './moderate-text.js';

describe('moderateText', () => {
  it('finds listed words and redacts them in place', () => {
    expect(moderateText('I want to die, and porn.', '')).toEqual({
      flagged: true,
      categories: ['SEXUAL', 'SELF_HARM'],
      redactedText: 'I ***, and ***.',
    });
  });

  it.each([
    'SUBHUMAN',
    'sùbhuman',
    'subhum4n',
    'ｓubhuman',
    'sub\u200Bhuman',
    'subhumans',
    'kill   yourself',
    'kill-yourself',
    '$ubhuman',
  ])('is not fooled by %s', (text) => {
    const found = moderateText(`so, ${text} indeed`, 'default');
    expect(found.flagged).toBe(true);
    expect(found.redactedText).toBe('so, *** indeed');
  });

  it.each([
    'The grapes draped',
    'Essex scunthorpe',
    'skyscraper',
    'therapist',
    'Sell me a kidney, cold, for 40 marks',
    'v1.2.3 at 12:30',
  ])('leaves %s alone', (text) => {
    expect(moderateText(text, 'default')).toEqual({ flagged: false, categories: [], redactedText: text });
  });

  it('finds personal data', () => {
    const text = 'Write mott@ward.example, card 4111 1111 1111 1111, ring +49 30 1234567, host 10.0.0.1.';
    expect(moderateText(text, 'default')).toEqual({
      flagged: true,
      categories: ['PERSONAL_DATA'],
      redactedText: 'Write ***, card ***, ring ***, host ***.',
    });
  });

  it('redacts findings inside and across one another once', () => {
    expect(moderateText('mail porn@ward.example now', 'default').redactedText).toBe('mail *** now');
    expect(moderateText('kill myself hurt myself', 'default').redactedText).toBe('*** ***');
  });

  it('looks for gore and phobias only when the policy does', () => {
    const text = 'Blood on the needles';
    expect(moderateText(text, 'default').flagged).toBe(false);
    expect(moderateText(text, 'no-gore').categories).toEqual(['GORE']);
    expect(moderateText(text, 'strict')).toMatchObject({
      categories: ['GORE', 'PHOBIA'],
      redactedText: '*** on the ***',
    });
  });

  it.each(['none', '__proto__', 'toString'])('refuses the policy %s', (policy) => {
    expect(() => moderateText('x', policy)).toThrow(
      expect.objectContaining({ code: 'INVALID_ARGUMENT', reason: 'UNKNOWN_POLICY' }) as Error,
    );
  });

  it('finds nothing more in what it redacted, and changes nothing it did not flag', () => {
    const piece = fc.oneof(
      fc.constantFrom('gore', 'k y s', 'die', 'a@b.cd', '10.0.0.1', '12345678901234', ' ', '***', '0'),
      fc.string({ unit: 'binary', maxLength: 5 }),
    );
    fc.assert(
      fc.property(fc.array(piece), (pieces) => {
        const text = pieces.join(' ');
        const first = moderateText(text, 'strict');
        if (!first.flagged) expect(first.redactedText).toBe(text);
        expect(moderateText(first.redactedText, 'strict').flagged).toBe(false);
      }),
      { numRuns: 500 },
    );
  });

  it('takes bounded time on hostile text', () => {
    const start = performance.now();
    for (const text of [
      'a@'.repeat(30_000),
      '1 '.repeat(30_000),
      '+1 '.repeat(20_000),
      'a.'.repeat(30_000),
      'kill '.repeat(12_000),
      'a'.repeat(60_000),
    ])
      moderateText(text, 'strict');
    expect(performance.now() - start).toBeLessThan(3000);
  });
});
