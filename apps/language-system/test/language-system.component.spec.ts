import { join } from 'node:path';
import { NpcTalked } from '@bodybroker/contracts-npc-behavior';
import { PropInspectedEvent } from '@bodybroker/contracts-environmental-narrative';
import {
  AffixPosition,
  Language,
  LanguageCreated,
  LanguageLearned,
  LanguageSystemServiceClient,
  NameKind,
  PartOfSpeech,
  PhraseIntent,
  Register,
  WordOrder,
} from '@bodybroker/contracts-language-system';
import { EventPublisher, createEvent, type CallOptions, type Client } from '@bodybroker/nats-sdk';
import { MemoryStore, type Store } from '@bodybroker/storage';
import { ManualClock, createTestBroker, publishedEvents, startHarness, type ServiceHarness } from '@bodybroker/testing';
import { service } from '../src/service.js';

type Tongues = Client<LanguageSystemServiceClient>;

const contentPath = join(__dirname, '../content/');
const SHIPPED = ['cant', 'old-ledger', 'ossuary'];
const refused = (reason: string): object => expect.objectContaining({ reason }) as object;
let keys = 0;
const once = (): CallOptions => ({ idempotencyKey: `key-${(keys += 1)}` });

/** A small language that tests make for themselves. */
const tongue = (id: string, change: Partial<Language> = {}): Language =>
  Language.create({
    id,
    name: 'Test',
    seed: 'one',
    register: Register.STREET,
    phonology: {
      consonants: ['k', 'm', 'r', 's', 't', 'v', 'l', 'n', 'p'],
      vowels: ['a', 'e', 'i', 'o', 'u'],
      syllables: ['CV', 'CVC'],
      forbidden: ['(kk|rr)', '^v', 'ss'],
    },
    morphology: {
      plural: { position: AffixPosition.SUFFIX, text: 'i' },
      past: { position: AffixPosition.PREFIX, text: 'o' },
      possessive: { position: AffixPosition.SUFFIX, text: 'esh' },
      agent: { position: AffixPosition.SUFFIX, text: 'ur' },
    },
    ...change,
  });

async function started(options: { store?: Store; seed?: string } = {}): Promise<ServiceHarness> {
  const harness = await startHarness(service, {
    contentPath,
    broker: createTestBroker(),
    ...(options.store === undefined ? {} : { store: options.store }),
    environment: { BB_WORLD_SEED: options.seed ?? 'seed' },
  });
  const tongues = adminOf(harness);
  while ((await tongues.listLanguages({})).languages.length < SHIPPED.length) continue;
  return harness;
}

const adminOf = (harness: ServiceHarness): Tongues =>
  harness.client(LanguageSystemServiceClient, { actor: { kind: 'admin', id: 'test' } });
const playerOf = (harness: ServiceHarness, id = 'p1'): Tongues =>
  harness.client(LanguageSystemServiceClient, { actor: { kind: 'player', id } });

describe('language-system', () => {
  let harness: ServiceHarness;
  let admin: Tongues;
  let player: Tongues;

  beforeEach(async () => {
    harness = await started();
    admin = adminOf(harness);
    player = playerOf(harness);
  });

  afterEach(async () => {
    await harness.stop();
  });

  it('comes with three languages, each with all its core words, and says so once', async () => {
    const { languages } = await player.listLanguages({});
    expect(languages.map(({ id }) => id)).toEqual(SHIPPED);
    expect(languages.every(({ lexemes }) => lexemes === 602)).toBe(true);
    expect(await publishedEvents(harness.broker, LanguageCreated, 3)).toHaveLength(3);
    const first = await player.listLanguages({ pageSize: 2 });
    const second = await player.listLanguages({ pageSize: 2, pageToken: first.nextPageToken });
    expect([...first.languages, ...second.languages].map(({ id }) => id)).toEqual(SHIPPED);
  });

  it.each(SHIPPED)('says "the bone and the eye" in %s twice the same, and back', async (id) => {
    const there = await player.translateText({ text: 'the bone and the eye', from: 'en', to: id });
    expect(there.unknown).toEqual([]);
    expect(there.gloss.map(({ lemma }) => lemma)).toEqual(['the', 'bone', 'and', 'the', 'eye']);
    expect((await player.translateText({ text: 'the bone and the eye', from: 'en', to: id })).text).toBe(there.text);
    expect((await player.translateText({ text: there.text, from: id, to: 'en' })).text).toBe('the bone and the eye');
  });

  it.each(SHIPPED)('keeps names, numbers, slots, marks and case in %s, and what was done to words', async (id) => {
    const text = 'The surgeon’s men buried 12 bones, and Odile sold {thing} to the Bone King.';
    const there = await admin.translateText({ text, from: 'en', to: id });
    expect(there.text).toContain('Odile');
    expect(there.text).toContain('{thing}');
    expect(there.text).toContain('12');
    const back = await admin.translateText({ text: there.text, from: id, to: 'en' });
    expect(back.text).toBe(text);
    expect(there.gloss.find(({ source }) => source === 'Odile')).toMatchObject({ lemma: '', features: ['NAME'] });
    expect(there.gloss.find(({ source }) => source === 'buried')).toMatchObject({ lemma: 'bury', features: ['PAST'] });
  });

  it('puts verbs where the language has them, and back', async () => {
    const text = 'The clerk weighed the heart';
    const orders = [WordOrder.SOV, WordOrder.VSO, WordOrder.VOS, WordOrder.OVS, WordOrder.OSV];
    for (const wordOrder of orders) {
      const id = `order-${WordOrder[wordOrder].toLowerCase()}`;
      await admin.createLanguage({ language: tongue(id, { wordOrder }) });
      const { text: there, gloss } = await admin.translateText({ text, from: 'en', to: id });
      const verb = gloss.find(({ lemma }) => lemma === 'weigh')?.form ?? '';
      const at = there.toLowerCase().split(' ').indexOf(verb);
      expect(at).toBe({ SOV: 5, VSO: 0, VOS: 0, OVS: 3, OSV: 6 }[WordOrder[wordOrder]]);
      expect((await admin.translateText({ text: there, from: id, to: 'en' })).text).toBe(text);
    }
  });

  it('translates from one invented language to another', async () => {
    const { text } = await admin.translateText({ text: 'the dead man pays', from: 'en', to: 'ossuary' });
    const { text: cant, gloss } = await admin.translateText({ text, from: 'ossuary', to: 'cant' });
    expect(gloss.map(({ lemma }) => lemma)).toEqual(['the', 'dead', 'man', 'pay']);
    expect((await admin.translateText({ text: cant, from: 'cant', to: 'en' })).text).toBe('the dead man pay');
  });

  it('gives 5000 lemmas 5000 forms, none of them forbidden', async () => {
    await admin.createLanguage({ language: tongue('many') });
    const letters = (n: number): string => [...String(n)].map((digit) => 'abfghjklmn'[Number(digit)]).join('');
    const lemmas = Array.from({ length: 5000 }, (_, at) => `z${letters(at)}`);
    for (let at = 0; at < lemmas.length; at += 250) {
      const { unknown } = await admin.translateText({
        text: lemmas.slice(at, at + 250).join(' '),
        from: 'en',
        to: 'many',
      });
      expect(unknown).toEqual([]);
    }
    const forms: string[] = [];
    let pageToken = '';
    do {
      const page = await admin.listLexemes({ languageId: 'many', prefix: 'z', pageSize: 200, pageToken });
      forms.push(...page.lexemes.map(({ form }) => form));
      pageToken = page.nextPageToken;
    } while (pageToken !== '');
    expect(new Set(forms).size).toBe(5000);
    expect(forms.filter((form) => /kk|rr|^v|ss/.test(form))).toEqual([]);
  }, 30_000);

  it('draws the same form for a lemma on two replicas at once, and no form twice', async () => {
    const store = new MemoryStore('language-system', { clock: new ManualClock() });
    const [one, two] = await Promise.all([started({ store }), started({ store })]);
    const [a, b] = [adminOf(one), adminOf(two)];
    const words = Array.from({ length: 40 }, (_, at) => `q${'abfghjklmn'[at % 10]}${'klmn'[Math.floor(at / 10)]}x`);
    const shuffled = words.toReversed();
    await Promise.all(
      [0, 10, 20, 30].flatMap((at) => [
        a.translateText({ text: words.slice(at, at + 10).join(' '), from: 'en', to: 'cant' }),
        b.translateText({ text: shuffled.slice(at, at + 10).join(' '), from: 'en', to: 'cant' }),
      ]),
    );
    const there = await a.translateText({ text: words.join(' '), from: 'en', to: 'cant' });
    expect(await b.translateText({ text: words.join(' '), from: 'en', to: 'cant' })).toEqual(there);
    expect(new Set(there.gloss.map(({ form }) => form)).size).toBe(words.length);
    await Promise.all([one.stop(), two.stop()]);
  });

  it('takes a form of choice once', async () => {
    const added = await admin.addLexeme({ languageId: 'cant', lemma: 'Snuffbox', form: 'Blunk' });
    expect(added).toMatchObject({ lemma: 'snuffbox', form: 'blunk', partOfSpeech: PartOfSpeech.NOUN, version: 1n });
    expect(await player.getLexeme({ languageId: 'cant', form: 'blunka' })).toEqual(added);
    const again = { languageId: 'cant', lemma: 'tinderbox', form: 'blunk' };
    await expect(admin.addLexeme(again)).rejects.toMatchObject({ code: 'ALREADY_EXISTS', reason: 'FORM_TAKEN' });
    // As a plural it is another word already.
    await expect(admin.addLexeme({ ...again, form: 'blunka' })).rejects.toEqual(refused('FORM_TAKEN'));
    await expect(admin.addLexeme({ languageId: 'cant', lemma: 'snuffbox', form: 'drum' })).rejects.toEqual(
      refused('LEXEME_ALREADY_EXISTS'),
    );
    const verb = { languageId: 'cant', lemma: 'snuffbox', form: 'blunk', partOfSpeech: PartOfSpeech.VERB };
    await expect(admin.addLexeme({ ...verb, expectedVersion: 7n })).rejects.toMatchObject({ code: 'VERSION_CONFLICT' });
    expect(await admin.addLexeme({ ...verb, expectedVersion: 1n })).toMatchObject({ version: 2n });
    expect(await player.getLexeme({ languageId: 'cant', lemma: 'snuffbox' })).toMatchObject({
      partOfSpeech: PartOfSpeech.VERB,
    });
    await expect(admin.addLexeme({ ...again, form: 'two words' })).rejects.toEqual(refused('BAD_FORM'));
    await expect(admin.addLexeme({ ...again, form: 'bdgk' })).rejects.toEqual(refused('BAD_FORM'));
    await expect(player.addLexeme(again)).rejects.toMatchObject({ code: 'PERMISSION_DENIED' });
    await expect(player.getLexeme({ languageId: 'cant' })).rejects.toMatchObject({ code: 'INVALID_ARGUMENT' });
    await expect(player.getLexeme({ languageId: 'cant', lemma: 'nosuch' })).rejects.toEqual(
      refused('LEXEME_NOT_FOUND'),
    );
  });

  it('makes words anew while a language is not used, and freezes it then', async () => {
    const language = tongue('young');
    const { sample } = await admin.createLanguage({ language });
    await expect(admin.createLanguage({ language })).rejects.toEqual(refused('LANGUAGE_ALREADY_EXISTS'));
    const update = (seed: string) =>
      admin.updateLanguage({ id: 'young', language: { seed }, updateMask: { paths: ['seed'] } });
    expect(await update('two')).toMatchObject({ version: 2n, inUse: false });
    const lemma = sample[0]?.lemma ?? '';
    expect((await admin.getLexeme({ languageId: 'young', lemma })).form).not.toBe(sample[0]?.form);
    await player.translateText({ text: 'the bone', from: 'en', to: 'young' });
    await expect(update('three')).rejects.toMatchObject({ code: 'FAILED_PRECONDITION', reason: 'LANGUAGE_IN_USE' });
    const renamed = { id: 'young', language: { name: 'Old', wordOrder: WordOrder.VSO } };
    expect(
      await admin.updateLanguage({ ...renamed, updateMask: { paths: ['name', 'word_order'] }, expectedVersion: 2n }),
    ).toMatchObject({ name: 'Old', wordOrder: WordOrder.VSO, inUse: true, version: 3n, seed: 'two' });
    const mask = (paths: string[]) => admin.updateLanguage({ ...renamed, updateMask: { paths } });
    await expect(mask([])).rejects.toEqual(refused('BAD_UPDATE_MASK'));
    await expect(mask(['nope'])).rejects.toEqual(refused('BAD_UPDATE_MASK'));
    await expect(mask(['version'])).rejects.toEqual(refused('IMMUTABLE_FIELD'));
    await expect(
      admin.updateLanguage({ ...renamed, updateMask: { paths: ['name'] }, expectedVersion: 2n }),
    ).rejects.toMatchObject({ code: 'VERSION_CONFLICT', details: { current_version: '3' } });
  });

  it('freezes a parent when it has a child', async () => {
    await admin.createLanguage({ language: tongue('mother') });
    const child = tongue('daughter', { parentId: 'mother', soundChanges: [{ from: 'k', to: 's' }] });
    await admin.createLanguage({ language: child });
    const wanted = { id: 'mother', language: { seed: 'x' }, updateMask: { paths: ['seed'] } };
    await expect(admin.updateLanguage(wanted)).rejects.toEqual(refused('LANGUAGE_IN_USE'));
    const [old, young] = await Promise.all(
      ['mother', 'daughter'].map((languageId) => admin.getLexeme({ languageId, lemma: 'bone' })),
    );
    expect(young?.form).toBe(old?.form.replaceAll('k', 's'));
    // A word the parent has not either comes from it as well.
    await admin.translateText({ text: 'gravel', from: 'en', to: 'daughter' });
    const parents = await admin.getLexeme({ languageId: 'mother', lemma: 'gravel' });
    const childs = await admin.getLexeme({ languageId: 'daughter', lemma: 'gravel' });
    expect(childs.form).toBe(parents.form.replaceAll('k', 's'));
    await expect(admin.createLanguage({ language: tongue('orphan', { parentId: 'nobody' }) })).rejects.toEqual(
      refused('LANGUAGE_NOT_FOUND'),
    );
  });

  const phonology = (change: object) => ({ phonology: { ...tongue('x').phonology, ...change } }) as Partial<Language>;
  it.each([
    ['no vowel', phonology({ vowels: [] }), 'BAD_PHONOLOGY'],
    ['an unknown class', phonology({ syllables: ['CXV'] }), 'BAD_PHONOLOGY'],
    ['no pattern', phonology({ syllables: [] }), 'BAD_PHONOLOGY'],
    ['a sound twice', phonology({ vowels: ['a', 'a'] }), 'BAD_PHONOLOGY'],
    ['a long expression', phonology({ forbidden: ['a'.repeat(201)] }), 'BAD_PHONOLOGY'],
    ['a look-ahead', phonology({ forbidden: ['(?=a)b'] }), 'BAD_PHONOLOGY'],
    ['a back reference', phonology({ forbidden: ['(a)\\1'] }), 'BAD_PHONOLOGY'],
    ['an open bracket', phonology({ forbidden: ['('] }), 'BAD_PHONOLOGY'],
    ['an expression that matches nothing', phonology({ forbidden: ['a*'] }), 'BAD_PHONOLOGY'],
    ['too few words', phonology({ consonants: ['k'], vowels: ['a'], forbidden: ['kaka'] }), 'BAD_PHONOLOGY'],
    ['a sound of another language', { orthography: { x: 'th' } }, 'BAD_PHONOLOGY'],
    ['changes without a parent', { soundChanges: [{ from: 'a', to: 'b' }] }, 'BAD_PHONOLOGY'],
    [
      'two affixes alike',
      { morphology: { plural: { position: 0, text: 'a' }, past: { position: 0, text: 'a' } } },
      'BAD_MORPHOLOGY',
    ],
    ['no seed', { seed: '' }, 'FIELD_REQUIRED'],
    ['no register', { register: Register.UNSPECIFIED }, 'ENUM_UNSPECIFIED'],
    ['the name of English', { id: 'en' }, 'FIELD_REQUIRED'],
  ])('refuses a language with %s', async (_what, change, reason) => {
    const refusal = admin.createLanguage({ language: tongue('bad', change) });
    await expect(refusal).rejects.toMatchObject({ code: 'INVALID_ARGUMENT', reason });
    await expect(admin.getLanguage({ id: 'bad' })).rejects.toEqual(refused('LANGUAGE_NOT_FOUND'));
  });

  it('shows a player only what they know', async () => {
    const { text } = await player.translateText({ text: 'The bone is cold', from: 'en', to: 'ossuary' });
    const learner = { playerId: 'p1', languageId: 'ossuary' };
    const comprehend = (heard: string) => player.comprehendText({ ...learner, text: heard });
    expect(await comprehend(text)).toEqual({ text, understoodRatio: 0 });
    const options = once();
    const words = { ...learner, lemmas: ['bones', 'bone'], source: 'a priest' };
    const first = await player.learnWords(words, options);
    expect(first).toMatchObject({ knownWords: 1, learned: ['bone'] });
    expect(await player.learnWords(words, options)).toEqual(first);
    const understood = await comprehend(text);
    expect(understood.text).toMatch(/\bbone\b/i);
    expect(understood.text).not.toMatch(/\bcold\b/);
    expect(understood.understoodRatio).toBeCloseTo(1 / 4);
    expect(await player.getFluency(learner)).toMatchObject({ knownWords: 1 });
    expect(await publishedEvents(harness.broker, LanguageLearned, 1)).toMatchObject([
      { playerId: 'p1', payload: { lemmas: ['bone'], source: 'a priest', languageId: 'ossuary' } },
    ]);
    const { gloss } = await player.translateText({ text: 'a cold bone', from: 'en', to: 'ossuary' });
    expect(gloss.map(({ known }) => known)).toEqual([false, false, true]);
    await expect(player.learnWords({ ...words, lemmas: ['eye'] }, options)).rejects.toEqual(
      refused('IDEMPOTENCY_KEY_REUSED'),
    );
    await expect(player.learnWords(words)).rejects.toEqual(refused('IDEMPOTENCY_KEY_REQUIRED'));
    await expect(player.learnWords({ ...words, lemmas: ['zzz'] }, once())).rejects.toEqual(refused('LEXEME_NOT_FOUND'));
    await expect(player.getFluency({ ...learner, playerId: 'p2' })).rejects.toEqual(refused('NOT_YOUR_PLAYER'));
  });

  it('raises the level with what is usual, to 100 at most', async () => {
    const learner = { playerId: 'p9', languageId: 'cant' };
    let level = 0;
    let pageToken = '';
    do {
      const { lexemes, nextPageToken } = await admin.listLexemes({ languageId: 'cant', pageSize: 100, pageToken });
      const lemmas = lexemes.map(({ lemma }) => lemma).filter((lemma) => !lemma.includes('-'));
      const fluency = await admin.learnWords({ ...learner, lemmas }, once());
      expect(fluency.level).toBeGreaterThanOrEqual(level);
      ({ level } = fluency);
      pageToken = nextPageToken;
    } while (pageToken !== '');
    expect(level).toBe(100);
  });

  it('teaches a word that is heard five times, counting each event once', async () => {
    const publisher = new EventPublisher(harness.broker.events);
    const heard = { playerId: 'p1', languageId: 'cant', npcId: 'grubb', heardLemmas: ['price', 'nosuchword'] };
    const facts = { source: 'npc-behavior', clock: harness.clock, entityId: 'grubb', playerId: 'p1' };
    const talk = (eventId: string) => publisher.publish(createEvent(NpcTalked, heard, { ...facts, eventId }));
    for (const eventId of ['t1', 't2', 't3', 't4', 't4']) await talk(eventId);
    const prop = { playerId: 'p1', propId: 'slab', languageId: 'cant', inscriptionEnglish: 'The price of a bone.' };
    const other = { ...facts, source: 'environmental-narrative', entityId: 'slab', eventId: 'i1' };
    await publisher.publish(createEvent(PropInspectedEvent, prop, other));
    const [learned] = await publishedEvents(harness.broker, LanguageLearned, 1);
    expect(learned).toMatchObject({ payload: { lemmas: ['price'], languageId: 'cant' } });
    expect(await player.getFluency({ playerId: 'p1', languageId: 'cant' })).toMatchObject({ knownWords: 1 });
  });

  it('makes the same names for a seed, of the sounds of the language', async () => {
    await admin.createLanguage({ language: tongue('named') });
    for (const kind of [NameKind.PERSON, NameKind.PLACE, NameKind.ORDER, NameKind.RELIC]) {
      const wanted = { languageId: 'named', kind, seed: 7n, count: 5 };
      const { names } = await player.generateName(wanted);
      expect(names).toHaveLength(5);
      expect(new Set(names).size).toBe(5);
      expect(await player.generateName(wanted)).toEqual({ names });
      expect((await player.generateName({ ...wanted, seed: 8n })).names).not.toEqual(names);
      for (const word of names.flatMap((name) => name.toLowerCase().split(' '))) {
        expect(word).toMatch(/^(?:[kmrstvlnp][aeiou][kmrstvlnp]?)+$/);
        expect(word).not.toMatch(/kk|rr|^v|ss/);
      }
    }
    const bad = { languageId: 'named', kind: NameKind.UNSPECIFIED };
    await expect(player.generateName(bad)).rejects.toEqual(refused('ENUM_UNSPECIFIED'));
    await expect(player.generateName({ ...bad, kind: NameKind.PLACE, count: 101 })).rejects.toMatchObject({
      code: 'INVALID_ARGUMENT',
    });
  });

  it('has something to say of every intent, in core words only', async () => {
    for (const intent of [1, 2, 3, 4, 5, 6] as PhraseIntent[]) {
      const said = new Set<string>();
      for (let seed = 0n; seed < 40n; seed += 1n) {
        const phrase = await player.generatePhrase({ languageId: 'ossuary', intent, seed, slots: {} });
        said.add(phrase.english);
        expect(phrase.gloss.filter(({ lemma }) => lemma === '')).toEqual([]);
      }
      expect(said.size).toBe(8);
    }
    expect((await player.getLanguage({ id: 'ossuary' })).lexemes).toBe(602);
    const slots = { name: 'Odile {x}\n<b>' };
    const phrase = await player.generatePhrase({ languageId: 'cant', intent: PhraseIntent.GREETING, seed: 0n, slots });
    expect(phrase.english).not.toMatch(/[{}\n]/);
  });

  it('tells languages apart', async () => {
    const text = 'the man sold the heart of his brother for a price and the river took the rest';
    for (const id of ['old-ledger', 'ossuary']) {
      const there = await admin.translateText({ text, from: 'en', to: id });
      const { candidates } = await player.detectLanguage({ text: there.text });
      expect(candidates[0]).toMatchObject({ languageId: id });
      expect(candidates.reduce((sum, { confidence }) => sum + confidence, 0)).toBeCloseTo(1);
    }
    expect((await player.detectLanguage({ text })).candidates[0]?.languageId).toBe('en');
    expect((await player.detectLanguage({ text: '12 … !' })).candidates).toEqual([]);
  });

  it('writes each language in letters of its own', async () => {
    const glyphs = await Promise.all(
      SHIPPED.map(async (languageId) => (await player.renderScript({ languageId, text: 'Bone, bone 3' })).glyphs),
    );
    expect(new Set(glyphs).size).toBe(3);
    for (const script of glyphs) expect(script).toMatch(/^(....), \1 3$/u);
  });

  it('refuses what is too long, empty, unknown or of one language only', async () => {
    const translate = (text: string, from: string, to: string) => player.translateText({ text, from, to });
    await expect(translate('x'.repeat(2001), 'en', 'cant')).rejects.toMatchObject({ code: 'INVALID_ARGUMENT' });
    await expect(translate('', 'en', 'cant')).rejects.toMatchObject({ code: 'INVALID_ARGUMENT' });
    await expect(translate('bone', 'en', 'nowhere')).rejects.toEqual(refused('LANGUAGE_NOT_FOUND'));
    await expect(translate('bone', 'nowhere', 'en')).rejects.toEqual(refused('LANGUAGE_NOT_FOUND'));
    await expect(translate('bone', 'cant', 'cant')).rejects.toEqual(refused('SAME_LANGUAGE'));
    const hostile = '<script>{{x}} \u202e \u0000 bones’’ ’s {unclosed';
    const there = await translate(hostile, 'en', 'cant');
    expect((await translate(there.text, 'cant', 'en')).gloss.map(({ lemma }) => lemma)).toEqual(
      there.gloss.map(({ lemma }) => lemma),
    );
  });

  it('lets a player have 200 new words an hour, and an admin all', async () => {
    const words = (from: number, count: number) =>
      Array.from(
        { length: count },
        (_, at) => `y${[...String(from + at)].map((d) => 'abfghjklmn'[Number(d)]).join('')}`,
      );
    const text = (from: number, count: number) => ({ text: words(from, count).join(' '), from: 'en', to: 'cant' });
    expect((await player.translateText(text(0, 150))).unknown).toEqual([]);
    expect((await player.translateText(text(1000, 100))).unknown).toHaveLength(50);
    expect((await playerOf(harness, 'p2').translateText(text(2000, 10))).unknown).toEqual([]);
    expect((await admin.translateText(text(1000, 100))).unknown).toEqual([]);
  });
});

describe('language-system on two stacks', () => {
  it('has the same core words for one seed, whatever was asked first, and after a restart', async () => {
    const store = new MemoryStore('language-system', { clock: new ManualClock() });
    const one = await started({ store });
    const two = await started();
    const other = await started({ seed: 'other' });
    const text = 'the judge weighed the hearts of the thieves';
    await adminOf(two).translateText({ text: 'snuffbox lantern', from: 'en', to: 'cant' });
    const [a, b, c] = await Promise.all(
      [one, two, other].map((each) => adminOf(each).translateText({ text, from: 'en', to: 'cant' })),
    );
    expect(b).toEqual(a);
    expect(c?.text).not.toBe(a?.text);
    await one.stop();
    const again = await started({ store });
    expect(await adminOf(again).translateText({ text, from: 'en', to: 'cant' })).toEqual(a);
    await Promise.all([two, other, again].map((each) => each.stop()));
  });
});
