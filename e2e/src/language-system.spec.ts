import { newKey } from './api.js';
import { eventually } from './eventually.js';
import { sharedStack } from './shared-stack.js';

const { api } = sharedStack();

describe('language-system, through the gateway', () => {
  let admin = '';
  beforeAll(async () => {
    admin = await api.adminToken();
  });

  const translate = (text: string, from: string, to: string, token = admin) =>
    api.post('/v1/texts:translate', { text, from, to }, { token });
  const language = (id: string) => ({
    id,
    name: 'Test',
    seed: 'e2e',
    register: 'REGISTER_STREET',
    phonology: {
      consonants: ['k', 'm', 'r', 's', 't'],
      vowels: ['a', 'e', 'i', 'o', 'u'],
      syllables: ['CV', 'CVC'],
      forbidden: ['kk|rr', '^s'],
    },
    morphology: { plural: { text: 'i' }, past: { text: 'ok' } },
  });
  const create = async (): Promise<string> => {
    const id = `e2e-${newKey().slice(0, 8)}`;
    const created = await api.post('/v1/languages', { language: language(id) }, { token: admin });
    expect(created.status).toBe(200);
    expect(created.body.sample.length).toBeGreaterThan(0);
    return id;
  };

  it('says the bone and the eye the same each time, and back', async () => {
    for (const id of ['ossuary', 'cant', 'old-ledger']) {
      const there = await translate('the bone and the eye', 'en', id);
      expect(there.status).toBe(200);
      expect((await translate('the bone and the eye', 'en', id)).body.text).toBe(there.body.text);
      const back = await translate(there.body.text, id, 'en');
      expect(back.body.text).toBe('the bone and the eye');
    }
  });

  it('gives each new word a form of its own, none of them forbidden', async () => {
    const id = await create();
    const lemmas = Array.from(
      { length: 300 },
      (_, n) => `w${[...String(n)].map((d) => 'abfghjklmn'[Number(d)]).join('')}`,
    );
    const { body } = await translate(lemmas.join(' '), 'en', id);
    const forms = body.gloss.map(({ form }: { form: string }) => form);
    expect(new Set(forms).size).toBe(300);
    expect(forms.filter((form: string) => /kk|rr|^s/.test(form))).toEqual([]);
  });

  it('shows a player what was learned, and tells of it once', async () => {
    const { id: playerId, token } = await api.player();
    const { body } = await translate('the cold bone', 'en', 'ossuary', token);
    const path = `/v1/players/${playerId}/languages/ossuary`;
    const comprehend = async () =>
      (await api.post(`${path}/texts:comprehend`, { text: body.text }, { token })).body as { text: string };
    expect((await comprehend()).text).toBe(body.text);
    const learn = (idempotencyKey: string) =>
      api.post(`${path}/words:learn`, { lemmas: ['bone'], source: 'e2e' }, { token, idempotencyKey });
    const key = newKey();
    const first = await learn(key);
    expect(first.status).toBe(200);
    expect((await learn(key)).body).toEqual(first.body);
    await eventually(async () => expect((await comprehend()).text).toContain('bone'), 1000);
    expect((await comprehend()).text).not.toContain('cold');
    expect((await api.get(`${path}/fluency`, { token })).body).toMatchObject({ knownWords: 1 });
    expect((await api.post(`${path}/words:learn`, { lemmas: ['eye'] }, { token })).body.reason).toBe(
      'IDEMPOTENCY_KEY_REQUIRED',
    );
  });

  it('makes the same five names for seed 7, of the sounds of the language', async () => {
    const id = await create();
    const names = async () =>
      (
        await api.post(
          `/v1/languages/${id}/names:generate`,
          { kind: 'NAME_KIND_PERSON', seed: '7', count: 5 },
          { token: admin },
        )
      ).body.names as string[];
    const first = await names();
    expect(first).toHaveLength(5);
    expect(await names()).toEqual(first);
    for (const word of first.flatMap((name) => name.toLowerCase().split(' '))) {
      expect(word).toMatch(/^(?:[kmrst][aeiou][kmrst]?)+$/);
    }
  });

  it('freezes the seed of a language in use', async () => {
    const id = await create();
    const update = (seed: string) =>
      api.send('PATCH', `/v1/languages/${id}`, { language: { seed }, updateMask: 'seed' }, { token: admin });
    expect((await update('other')).status).toBe(200);
    await translate('the bone', 'en', id);
    const refused = await update('third');
    expect(refused.status).toBe(409);
    expect(refused.body.reason).toBe('LANGUAGE_IN_USE');
  });

  it.each([
    ['no vowel', { vowels: [] }],
    ['an unknown class', { syllables: ['CXV'] }],
    ['a look-ahead', { forbidden: ['(?=a)'] }],
    ['a long expression', { forbidden: ['a'.repeat(201)] }],
  ])('refuses a phonology with %s', async (_case, change) => {
    const base = language('bad');
    const bad = { ...base, phonology: { ...base.phonology, ...change } };
    const answer = await api.post('/v1/languages', { language: bad }, { token: admin });
    expect(answer.status).toBe(400);
    expect(answer.body.reason).toBe('BAD_PHONOLOGY');
  });

  it('refuses texts that are too long, and languages that are not there', async () => {
    expect((await translate('x'.repeat(2001), 'en', 'cant')).status).toBe(400);
    expect((await translate('bone', 'en', 'nowhere')).status).toBe(404);
  });
});
