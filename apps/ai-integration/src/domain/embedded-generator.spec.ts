import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { countWords, loadGrammar, textHash } from '@bodybroker/grammar';
import fc from 'fast-check';
import { generateEmbedded } from './embedded-generator.js';
import { GENERATION_KINDS, type GenerateRequest, type GenerationContext, type GenerationParams } from './generation.js';

const FOLDER = join(__dirname, '../../content');
const grammar = loadGrammar(
  readdirSync(FOLDER).map((name) => ({
    name,
    content: JSON.parse(readFileSync(join(FOLDER, name), 'utf8')) as unknown,
  })),
);

interface Wish {
  readonly kind?: GenerateRequest['kind'];
  readonly said?: string;
  readonly context?: Partial<GenerationContext>;
  readonly params?: Partial<GenerationParams>;
}

function wish({ kind = 'DIALOGUE', said = 'Hello', context = {}, params = {} }: Wish = {}): GenerateRequest {
  return {
    kind,
    messages: [{ role: 'USER', content: said }],
    context: { slots: {}, tags: [], facts: [], ...context },
    params: { maxTokens: 256, stop: [], ...params },
    targets: [],
  };
}
const fact = (text: string, weight = 1): GenerationContext['facts'][number] => ({ id: text.slice(0, 8), text, weight });
const texts = (make: (seed: bigint) => GenerateRequest, count = 40): string[] =>
  Array.from({ length: count }, (_, seed) => generateEmbedded(grammar, make(BigInt(seed))).text);

describe('generateEmbedded', () => {
  it('joins its chunks to its text, and repeats both for the same seed', () => {
    const tag = fc.constantFrom(
      'archetype:noble',
      'mood:drunk',
      'weather:rain',
      'hour:night',
      'without:gore',
      'length:long',
    );
    fc.assert(
      fc.property(
        fc.constantFrom(...GENERATION_KINDS),
        fc.string({ unit: 'binary', maxLength: 80 }),
        fc.bigInt({ min: 0n, max: 2n ** 64n - 1n }),
        fc.integer({ min: 1, max: 400 }),
        fc.array(tag),
        (kind, said, seed, maxTokens, tags) => {
          const jsonSchema = '{"type":"object","properties":{"line":{"type":"string"}},"required":["line"]}';
          const context = { tags, slots: { player: said }, facts: [fact(said)] };
          const request = wish({
            kind,
            said,
            context,
            params: { seed, maxTokens, ...(kind === 'JSON' ? { jsonSchema } : {}) },
          });
          const first = generateEmbedded(grammar, request);
          expect(first.chunks.join('')).toBe(first.text);
          expect(first.usage.completionTokens).toBe(first.chunks.length);
          expect(generateEmbedded(grammar, structuredClone(request))).toEqual(first);
          if (kind !== 'JSON')
            expect(countWords(first.text)).toBeLessThanOrEqual(Math.max(1, Math.floor(maxTokens / 1.4)));
        },
      ),
      { numRuns: 300 },
    );
  });

  it('says other things for other seeds', () => {
    expect(new Set(texts((seed) => wish({ params: { seed } }))).size).toBeGreaterThan(35);
  });

  it('without a seed answers the same request alike and another differently', () => {
    const one = generateEmbedded(grammar, wish({ said: 'Hello' })).text;
    expect(generateEmbedded(grammar, wish({ said: 'Hello' })).text).toBe(one);
    expect(generateEmbedded(grammar, wish({ said: 'Hello!' })).text).not.toBe(one);
  });

  it('names the topic asked about and a fact', () => {
    const facts = [fact('The lamps are red.'), fact('The Bone Ledger is bound in skin and records every deal.')];
    for (const text of texts((seed) =>
      wish({ said: 'What do you know about the Bone Ledger?', context: { facts }, params: { seed } }),
    )) {
      expect(text).toMatch(/the Bone Ledger/i);
      expect(text).toContain('bound in skin');
      expect(text).not.toContain('lamps are red');
    }
  });

  it('tells the weightiest fact when no fact has the words of the topic', () => {
    const facts = [fact('The lamps are red.', 1), fact('The tide takes the low doors.', 5)];
    for (const text of texts((seed) => wish({ context: { facts, slots: { topic: 'the auditor' } }, params: { seed } })))
      expect(text).toMatch(/auditor[^]*The tide takes the low doors\./i);
  });

  it('follows the intent it is given over the one it hears', () => {
    const bye = texts((seed) => wish({ said: 'Goodbye', params: { seed } }), 80);
    const greet = texts((seed) => wish({ said: 'Goodbye', context: { tags: ['intent:greet'] }, params: { seed } }), 80);
    expect(bye.some((text) => text.includes('Welcome to the shop'))).toBe(false);
    expect(greet.some((text) => text.includes('Welcome to the shop'))).toBe(true);
  });

  it('shows the archetype and the mood it is asked for', () => {
    const guard = texts((seed) => wish({ kind: 'BARK', context: { tags: ['archetype:guard'] }, params: { seed } }));
    const priest = texts((seed) => wish({ kind: 'BARK', context: { tags: ['archetype:priest'] }, params: { seed } }));
    expect(guard).toContain('Papers!');
    expect(priest).not.toContain('Papers!');
  });

  it('lets relationship values open and close lines', () => {
    const line = 'I would not lend you a bucket.';
    const some = (trust: string): boolean =>
      texts((seed) => wish({ said: '?', context: { slots: { trust } }, params: { seed } }), 300).some((text) =>
        text.includes(line),
      );
    expect(some('-60')).toBe(true);
    expect(some('10')).toBe(false);
    expect(some('none')).toBe(false);
  });

  it('does not repeat what is to be avoided, unless a seed was asked for', () => {
    const request = wish({ said: 'Hello' });
    const { text } = generateEmbedded(grammar, request);
    const avoid = new Set([textHash(text)]);
    expect(generateEmbedded(grammar, request, { avoid }).text).not.toBe(text);
    const seeded = wish({ params: { seed: 7n } });
    const fixed = generateEmbedded(grammar, seeded).text;
    expect(generateEmbedded(grammar, seeded, { avoid: new Set([textHash(fixed)]) }).text).toBe(fixed);
  });

  it('ends before a stop text', () => {
    const whole = generateEmbedded(grammar, wish({ kind: 'NARRATION', params: { seed: 3n } }));
    const cut = generateEmbedded(
      grammar,
      wish({ kind: 'NARRATION', params: { seed: 3n, stop: ['zzz', '. '], maxTokens: 4096 } }),
    );
    expect(cut.text).toBe(whole.text.slice(0, whole.text.indexOf('. ')));
    expect(cut.finishReason).toBe('STOP');
  });

  it('says LENGTH when max_tokens cut it', () => {
    const cut = generateEmbedded(grammar, wish({ kind: 'NARRATION', params: { seed: 3n, maxTokens: 20 } }));
    expect(cut.finishReason).toBe('LENGTH');
    expect(cut.usage.completionTokens).toBeLessThanOrEqual(14);
  });

  it('narrates longer and shorter as the length tag says', () => {
    const words = (tags: string[]): number =>
      texts((seed) => wish({ kind: 'DESCRIPTION', context: { tags }, params: { seed } })).reduce(
        (sum, text) => sum + countWords(text),
        0,
      );
    expect(words(['length:short'])).toBeLessThan(words([]));
    expect(words(['length:long'])).toBeGreaterThan(words([]));
  });

  it('summarises by an extract of the messages, and has words for nothing', () => {
    const said = 'The ledger was stolen. It rained. The ledger was found in the ledger room by the clerk.';
    const { text, finishReason } = generateEmbedded(
      grammar,
      wish({ kind: 'SUMMARY', said, params: { maxTokens: 17 } }),
    );
    expect(text).toBe('The ledger was stolen.');
    expect(finishReason).toBe('LENGTH');
    expect(generateEmbedded(grammar, wish({ kind: 'SUMMARY', said: ' ' })).text).not.toBe('');
  });

  it('gives JSON that fits the schema, whole whatever max_tokens and stop say', () => {
    const jsonSchema = JSON.stringify({
      type: 'object',
      required: ['mood', 'price', 'line'],
      properties: {
        mood: { enum: ['cold', 'dry'] },
        price: { type: 'integer', minimum: 3, maximum: 5 },
        line: { type: 'string', minLength: 30 },
      },
    });
    const { text } = generateEmbedded(
      grammar,
      wish({ kind: 'JSON', params: { jsonSchema, maxTokens: 1, stop: ['"'] } }),
    );
    const value = JSON.parse(text) as { mood: string; price: number; line: string };
    expect(['cold', 'dry']).toContain(value.mood);
    expect([3, 4, 5]).toContain(value.price);
    expect(value.line.length).toBeGreaterThanOrEqual(30);
  });
});
