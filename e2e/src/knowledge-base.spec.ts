import { newKey } from './api.js';
import { eventually } from './eventually.js';
import { sharedStack } from './shared-stack.js';

const { api } = sharedStack();

describe('knowledge-base, through the gateway', () => {
  let admin = '';
  beforeAll(async () => {
    admin = await api.adminToken();
  });

  /** A word that no other test has. */
  const word = (): string =>
    `z${newKey()
      .replace(/[^a-z]/gi, '')
      .toLowerCase()
      .slice(0, 12)}`;
  const upsert = (document: object) => api.post('/v1/collections/lore/documents', { document }, { token: admin });
  const search = (query: string, token: string, more: object = {}) =>
    api.post('/v1/documents:search', { query, ...more }, { token });
  const found = async (query: string, token: string): Promise<string[]> =>
    ((await search(query, token)).body.hits ?? []).map((hit: { documentId: string }) => hit.documentId);

  it('finds The Bone Ledger first, misspelt', async () => {
    const { token } = await api.player();
    const { status, body } = await search('ledgr skin', token);
    expect(status).toBe(200);
    expect(body.hits[0]).toMatchObject({ documentId: 'bone-ledger', title: 'The Bone Ledger' });
    expect(body.hits[0].snippet).toContain('<em>');
  });

  it('shows a secret document from when it is revealed, and none of its words before', async () => {
    const { id: playerId, token } = await api.player();
    const secret = word();
    const written = await upsert({
      id: secret,
      title: 'Secret',
      text: `Of ${secret}.`,
      visibility: 'VISIBILITY_SECRET',
    });
    expect(written.status).toBe(200);
    const suggested = async () =>
      (await api.post('/v1/terms:suggest', { prefix: secret.slice(0, 6) }, { token })).body.terms ?? [];
    expect(await found(secret, token)).toEqual([]);
    expect(await suggested()).toEqual([]);
    expect((await api.get(`/v1/collections/lore/documents/${secret}`, { token })).status).toBe(404);
    const path = `/v1/players/${playerId}/known-documents`;
    expect((await api.post(path, { documentId: secret }, { token })).status).toBe(403);
    expect((await api.post(path, { documentId: secret, source: 'e2e' }, { token: admin })).status).toBe(200);
    expect(await found(secret, token)).toEqual([secret]);
    expect(await suggested()).toEqual([{ term: secret, documents: 1 }]);
    expect((await api.get(path, { token })).body.documents).toMatchObject([{ documentId: secret, source: 'e2e' }]);
  });

  it('forgets what is deleted within a second', async () => {
    const { token } = await api.player();
    const id = word();
    await upsert({ id, title: 'Short-lived', text: `Of ${id}.`, visibility: 'VISIBILITY_PUBLIC' });
    await eventually(async () => expect(await found(id, token)).toEqual([id]), 1000);
    const gone = await api.send('DELETE', `/v1/collections/lore/documents/${id}`, undefined, { token: admin });
    expect(gone.status).toBe(200);
    await eventually(async () => expect(await found(id, token)).toEqual([]), 1000);
  });

  it('keeps to the budget, in whole sentences, and lets two NPCs know different things', async () => {
    const ask = async (tags: string[], tokenBudget = 120) =>
      (
        await api.post(
          '/v1/context:retrieve',
          {
            question: 'What do eyes cost, and the back room?',
            tokenBudget,
            viewer: { npcId: 'x', knowledgeTags: tags },
          },
          { token: admin },
        )
      ).body;
    const [crime, houses] = [await ask(['crime']), await ask(['houses'])];
    expect(crime.tokensUsed).toBeLessThanOrEqual(120);
    for (const { text } of [...crime.facts, ...houses.facts]) expect(text).toMatch(/[.?]["”]?$/);
    const named = (context: { facts: { documentId: string }[] }) => context.facts.map(({ documentId }) => documentId);
    expect(named(crime)).not.toEqual(named(houses));
    const low = await api.post('/v1/context:retrieve', { question: 'x', tokenBudget: 49 }, { token: admin });
    expect(low.status).toBe(400);
  });

  it.each([
    ['an empty query', { query: '' }, 400],
    ['a long query', { query: 'x'.repeat(501) }, 400],
    ['an unknown collection', { query: 'x', collections: ['nowhere'] }, 404],
    ['the eyes of another player', { query: 'x', viewer: { playerId: 'somebody' } }, 403],
    ['the eyes of an NPC', { query: 'x', viewer: { npcId: 'grubb' } }, 403],
  ])('refuses a player %s', async (_case, body, status) => {
    const { token } = await api.player();
    expect((await api.post('/v1/documents:search', body, { token })).status).toBe(status);
  });

  it('names the expression of a bad condition', async () => {
    const bad = await upsert({
      id: word(),
      title: 'Bad',
      text: 'Bad.',
      visibility: 'VISIBILITY_SECRET',
      unlock: 'facts[',
    });
    expect(bad.status).toBe(400);
    expect(bad.body).toMatchObject({ reason: 'BAD_CONDITION', details: { field: 'document.unlock' } });
  });
});
