import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type ContentFile, countWords, loadGrammar, splitSentences, textHash } from '@bodybroker/grammar';
import { INTENTS } from './detect-intent.js';
import { generateEmbedded } from './embedded-generator.js';
import type { GenerateRequest, GenerationKind } from './generation.js';

const FOLDER = join(__dirname, '../../content');
const files: ContentFile[] = readdirSync(FOLDER)
  .sort()
  .map((name) => ({ name, content: JSON.parse(readFileSync(join(FOLDER, name), 'utf8')) as unknown }));
const onMissing = jest.fn();
const grammar = loadGrammar(files, { onMissing });

const archetypes = grammar.packIds.filter((id) => id.startsWith('archetype-')).map((id) => id.slice(10));
const moods = grammar.packIds.filter((id) => id.startsWith('mood-')).map((id) => id.slice(5));

function ask(
  kind: GenerationKind,
  content: string,
  tags: readonly string[] = [],
  more: Partial<GenerateRequest> = {},
): GenerateRequest {
  return {
    kind,
    messages: [{ role: 'USER', content }],
    context: { slots: {}, tags, facts: [] },
    params: { maxTokens: 256, stop: [] },
    targets: [],
    ...more,
  };
}

describe('the content', () => {
  it('has at least 25 archetype and mood packs and 600 rules', () => {
    expect(archetypes.length + moods.length).toBeGreaterThanOrEqual(25);
    expect(grammar.ruleCount).toBeGreaterThanOrEqual(600);
  });

  it('knows the nine wards, and has words for each', () => {
    const wards = ['ash', 'bone', 'drowned', 'gallows', 'lantern', 'ledger', 'mire', 'needle', 'tallow'];
    expect(grammar.packIds.filter((id) => id.startsWith('ward-'))).toEqual(wards.map((ward) => `ward-${ward}`));
    const names = grammar.symbols.get('wardName')?.rules.map(({ text }) => text.replace(' Ward', '').toLowerCase());
    expect(names).toEqual(wards);
    for (const ward of wards) {
      const say = (tag: string): string =>
        generateEmbedded(
          grammar,
          ask('DESCRIPTION', 'Look.', [tag], { params: { maxTokens: 256, stop: [], seed: 5n } }),
        ).text;
      expect(say(`ward:${ward}-ward`)).toBe(say(`ward:${ward}`));
    }
  });

  it('names each file after its pack', () => {
    expect(files.map((file) => file.name)).toEqual(grammar.packIds.map((id) => `${id}.json`));
  });

  it('says nothing twice', () => {
    for (const [symbol, { rules }] of grammar.symbols) {
      const texts = rules.map((rule) => rule.text);
      expect({ symbol, repeated: texts.filter((text, index) => texts.indexOf(text) !== index) }).toEqual({
        symbol,
        repeated: [],
      });
    }
  });

  it('answers every intent the detector can find', () => {
    const answered = grammar.symbols.get('reply')?.rules.flatMap((rule) => rule.asks.get('intent') ?? []);
    expect(answered?.toSorted()).toEqual(INTENTS.map((intent) => `intent:${intent}`).toSorted());
  });

  it('has words of its own for dialogue and bark in every archetype and mood', () => {
    for (const tag of [...archetypes.map((name) => `archetype:${name}`), ...moods.map((name) => `mood:${name}`)]) {
      const written = (symbol: string): number =>
        (grammar.symbols.get(symbol)?.rules ?? []).filter((rule) => [...rule.asks.values()].flat().includes(tag))
          .length;
      expect([tag, written('bark') >= 2, written('dialogueMore') >= 2, written('musing') >= 1]).toEqual([
        tag,
        true,
        true,
        true,
      ]);
    }
  });

  it('gives at least 40 different replies in 50 turns, for every archetype', () => {
    const lines = [
      'Hello there.',
      'What do you sell?',
      'How much for the eye?',
      'Tell me about the Bone Ledger.',
      'I must go.',
    ];
    for (const archetype of archetypes) {
      const said = new Set<string>();
      for (let turn = 0; turn < 50; turn++)
        said.add(
          generateEmbedded(grammar, ask('DIALOGUE', `${lines[turn % 5]} (${turn})`, [`archetype:${archetype}`])).text,
        );
      expect([archetype, said.size >= 40]).toEqual([archetype, true]);
    }
  });

  it('gives at least 40 different replies in 50 turns to one and the same question', () => {
    const said: string[] = [];
    for (let turn = 0; turn < 50; turn++) {
      const request = ask('DIALOGUE', 'Hello.', ['archetype:priest', 'mood:weary'], {
        messages: [
          { role: 'ASSISTANT', content: said.at(-1) ?? '' },
          { role: 'USER', content: 'Hello.' },
        ],
      });
      said.push(generateEmbedded(grammar, request, { avoid: new Set(said.slice(-5).map(textHash)) }).text);
    }
    expect(new Set(said).size).toBeGreaterThanOrEqual(40);
    for (const [turn, text] of said.entries()) expect(said.slice(Math.max(0, turn - 5), turn)).not.toContain(text);
  });

  it('never uses a rule whose notice the player is without, and misses none that are marked', () => {
    const marked = [...grammar.symbols.values()].flatMap(({ rules }) =>
      rules.filter((rule) => rule.notices.length > 0),
    );
    const phrases = marked
      .map((rule) => rule.text.replace(/#[^#]*#/g, '').slice(-18))
      .filter((phrase) => phrase.length > 10);
    const kinds: GenerationKind[] = ['DIALOGUE', 'BARK', 'DESCRIPTION', 'NARRATION'];
    let withNotice = 0;
    for (let turn = 0; turn < 400; turn++)
      for (const kind of kinds) {
        const tags = [
          `archetype:${archetypes[turn % archetypes.length]}`,
          `mood:${moods[turn % moods.length]}`,
          'ward:needle',
        ];
        const free = generateEmbedded(grammar, ask(kind, `Turn ${turn}`, tags)).text;
        if (phrases.some((phrase) => free.includes(phrase))) withNotice++;
        const clean = generateEmbedded(
          grammar,
          ask(kind, `Turn ${turn}`, [...tags, 'without:gore', 'without:phobia']),
        ).text;
        expect(phrases.filter((phrase) => clean.includes(phrase))).toEqual([]);
      }
    expect(withNotice).toBeGreaterThan(20);
  });

  it('prints no placeholder, no empty text and no condition that cannot be decided, in all combinations', () => {
    for (const archetype of archetypes)
      for (const mood of moods)
        for (const kind of ['DIALOGUE', 'BARK', 'DESCRIPTION', 'NARRATION'] as const) {
          const { text } = generateEmbedded(
            grammar,
            ask(kind, `${archetype} ${mood}`, [`archetype:${archetype}`, `mood:${mood}`]),
          );
          expect(text).toMatch(/^["'A-Z].*[.!?]["']?$/);
          expect(text).not.toMatch(/[#[\]\\]|\(\(|undefined|\b(\w+) \1\b(?<!mine mine)/);
        }
    expect(onMissing).not.toHaveBeenCalled();
  });

  it('narrates in three to six sentences and barks in a few words', () => {
    for (let turn = 0; turn < 100; turn++) {
      const narration = splitSentences(generateEmbedded(grammar, ask('NARRATION', `Turn ${turn}`)).text).length;
      expect(narration).toBeGreaterThanOrEqual(3);
      expect(narration).toBeLessThanOrEqual(6);
      expect(countWords(generateEmbedded(grammar, ask('BARK', `Turn ${turn}`)).text)).toBeLessThanOrEqual(12);
    }
  });
});
