import { SearchMode, Visibility } from '@bodybroker/contracts-knowledge-base';
import { countTokens } from '../src/domain/count-tokens.js';
import { document, ids, playerOf, refused, startLore, type Lore, type LoreRig } from './lore-rig.js';

describe('knowledge-base', () => {
  let rig: LoreRig;
  beforeEach(async () => {
    rig = await startLore();
  });
  afterEach(() => rig.harness.stop());

  it('finds The Bone Ledger first, misspelt, and says what was meant', async () => {
    for (const mode of [SearchMode.UNSPECIFIED, SearchMode.HYBRID]) {
      const { hits, suggestions } = await rig.player.search({ query: 'ledgr skin', mode });
      expect(hits[0]).toMatchObject({ documentId: 'bone-ledger', title: 'The Bone Ledger', collection: 'lore' });
      expect(hits[0]?.snippet).toContain('<em>skin</em>');
      expect(hits[0]?.matchedTerms).toEqual(expect.arrayContaining(['ledger', 'skin']));
      expect(suggestions).toEqual(['ledger skin']);
    }
    expect((await rig.admin.search({ query: 'ledgr skin' })).hits[0]?.documentId).toBe('bone-ledger');
  });

  it('scores what is seen the same, whatever is hidden', async () => {
    const query = { query: 'ledger skin line debt' };
    const before = await rig.player.search(query);
    const hidden = Array.from({ length: 30 }, (_, at) =>
      document(`hidden-${at}`, {
        visibility: Visibility.SECRET,
        text: 'ledger skin line debt ledgers '.repeat(at + 1),
      }),
    );
    await rig.admin.upsertDocuments({ collection: 'lore', documents: hidden });
    expect(await rig.player.search(query)).toEqual(before);
    expect(await rig.player.suggestTerms({ prefix: 'led' })).toEqual(
      await playerOf(rig.harness).suggestTerms({ prefix: 'led' }),
    );
  });

  it('lets NPCs say what they know about, and never a secret', async () => {
    const ask = async (npcId: string, knowledgeTags: string[], question: string) =>
      (await rig.admin.retrieveContext({ question, tokenBudget: 300, viewer: { npcId, knowledgeTags } })).facts;
    const question = 'Who buys eyes, and what does the back room cost?';
    const fence = await ask('grubb', ['crime'], question);
    const lady = await ask('lady-isaure-veyl', ['houses'], question);
    expect(fence.map(({ documentId }) => documentId)).toContain('back-room-trade');
    expect(lady.map(({ documentId }) => documentId)).toContain('eyes-market');
    expect(fence).not.toEqual(lady);
    const everything = ['trade', 'law', 'faith', 'medicine', 'houses', 'mire', 'streets', 'crime', 'craft', 'river'];
    const secret = await ask('x', everything, 'the hand of the heir that signs, Lucan Veyl');
    expect(secret.map(({ documentId }) => documentId)).not.toContain('veyl-heir');
    await expect(
      rig.player.search({ query: 'eyes', viewer: { npcId: 'grubb', knowledgeTags: everything } }),
    ).rejects.toEqual(refused('NOT_YOUR_VIEWER'));
    await expect(rig.player.search({ query: 'eyes', viewer: { playerId: 'p2' } })).rejects.toEqual(
      refused('NOT_YOUR_PLAYER'),
    );
    await expect(rig.admin.search({ query: 'eyes', viewer: { playerId: 'p2', npcId: 'grubb' } })).rejects.toEqual(
      refused('TWO_VIEWERS'),
    );
  });

  it('keeps to the budget, in whole sentences, best first', async () => {
    for (const tokenBudget of [50, 120, 4000]) {
      const { facts, tokensUsed } = await rig.player.retrieveContext({
        question: 'What is the Bone Ledger and who keeps the ledger?',
        tokenBudget,
        maxFacts: 20,
      });
      expect(facts.length).toBeGreaterThan(0);
      expect(tokensUsed).toBe(facts.reduce((sum, { text }) => sum + countTokens(text), 0));
      expect(tokensUsed).toBeLessThanOrEqual(tokenBudget);
      expect(facts.map(({ weight }) => weight)).toEqual(facts.map(({ weight }) => weight).toSorted((a, b) => b - a));
      for (const { text, documentId } of facts) {
        const whole = await rig.player.getDocument({ collection: 'lore', id: documentId });
        expect(whole.text.replace(/\s+/g, ' ')).toContain(text);
        expect(text).toMatch(/[.?"”]$/);
      }
    }
    const ask = (tokenBudget: number) => rig.player.retrieveContext({ question: 'ledger', tokenBudget });
    await expect(ask(49)).rejects.toMatchObject({ code: 'INVALID_ARGUMENT' });
    await expect(ask(4001)).rejects.toMatchObject({ code: 'INVALID_ARGUMENT' });
    expect(
      (await rig.player.retrieveContext({ question: 'ledger', tokenBudget: 500, maxFacts: 2 })).facts,
    ).toHaveLength(2);
  });

  it('refuses queries that are empty, long or in no collection', async () => {
    const search = (query: string, collections: string[] = []) => rig.player.search({ query, collections });
    await expect(search('')).rejects.toMatchObject({ code: 'INVALID_ARGUMENT' });
    await expect(search('  ')).rejects.toMatchObject({ code: 'INVALID_ARGUMENT' });
    await expect(search('x'.repeat(501))).rejects.toMatchObject({ code: 'INVALID_ARGUMENT' });
    await expect(search('ledger', ['nowhere'])).rejects.toEqual(refused('COLLECTION_NOT_FOUND'));
    await expect(rig.player.search({ query: 'ledger', mode: 9 as SearchMode })).rejects.toEqual(
      refused('ENUM_UNSPECIFIED'),
    );
    const hostile = ['<em>"\'&', '\u0000\u202e', '%%% ___ ***', 'é'.repeat(500), '__proto__ constructor toString'];
    for (const query of hostile) expect((await search(query)).hits.length).toBeGreaterThanOrEqual(0);
    await rig.upsert(document('html', { text: 'A <script>xyzzy</script> & "so".' }));
    expect((await search('xyzzy')).hits[0]?.snippet).toBe(
      'A &lt;script&gt;<em>xyzzy</em>&lt;/script&gt; &amp; &quot;so&quot;.',
    );
  });

  it('shows hits page by page, by tags, entities and spoilers', async () => {
    const all = await rig.player.search({ query: 'ledger', pageSize: 100 });
    const pages: string[] = [];
    let pageToken = '';
    do {
      const page = await rig.player.search({ query: 'ledger', pageSize: 7, pageToken });
      pages.push(...ids(page));
      pageToken = page.nextPageToken;
    } while (pageToken !== '');
    expect(pages).toEqual(ids(all));
    expect(all.total).toBe(pages.length);
    const { nextPageToken } = await rig.player.search({ query: 'ledger', pageSize: 1 });
    await expect(rig.player.search({ query: 'other', pageToken: nextPageToken })).rejects.toEqual(
      refused('BAD_PAGE_TOKEN'),
    );
    const filtered = await rig.player.search({ query: 'ledger', filters: { tags: ['law', 'river'], entities: [] } });
    expect(filtered.hits.every(({ tags }) => tags.includes('law') && tags.includes('river'))).toBe(true);
    expect(ids(await rig.admin.search({ query: 'veyl', filters: { entities: ['house-veyl'], tags: [] } }))).toEqual([
      'veyl-heir',
    ]);
    const tame = await rig.admin.search({ query: 'veyl heir', filters: { maxSpoiler: 1, tags: [], entities: [] } });
    expect(tame.hits.every(({ spoiler }) => spoiler <= 1)).toBe(true);
  });

  it('has collections of their own words', async () => {
    const tales = { id: 'tales', fields: [{ name: 'text', boost: 0 }], synonyms: { corpse: 'stiff, cold one' } };
    await expect(rig.admin.createCollection({ ...tales })).rejects.toMatchObject({ code: 'INVALID_ARGUMENT' });
    const created = await rig.admin.createCollection({ ...tales, synonyms: { corpse: 'stiff' } });
    expect(created).toMatchObject({
      id: 'tales',
      language: 'en',
      version: 1n,
      documents: 0,
      synonyms: { corpse: 'stiff' },
    });
    await expect(rig.admin.createCollection({ id: 'tales' })).rejects.toEqual(refused('COLLECTION_ALREADY_EXISTS'));
    const field = (name: string) => rig.admin.createCollection({ id: 'x', fields: [{ name, boost: 1 }] });
    await expect(field('smell')).rejects.toEqual(refused('UNKNOWN_FIELD'));
    const told = document('one', { text: 'The stiff sat up. Stories are told.', title: 'Unfound' });
    await rig.admin.upsertDocument({ collection: 'tales', document: told });
    const found = async (query: string) => ids(await rig.player.search({ query, collections: ['tales'] }));
    expect(await found('corpse')).toEqual(['one']);
    expect(await found('story')).toEqual(['one']);
    expect(await found('unfound')).toEqual([]);
    const update = (paths: string[], expectedVersion?: bigint) =>
      rig.admin.updateCollection({
        id: 'tales',
        collection: { language: 'none', synonyms: {} },
        updateMask: { paths },
        ...(expectedVersion === undefined ? {} : { expectedVersion }),
      });
    await expect(update([])).rejects.toEqual(refused('BAD_UPDATE_MASK'));
    await expect(update(['terms'])).rejects.toEqual(refused('IMMUTABLE_FIELD'));
    expect(await update(['language', 'synonyms'], 1n)).toMatchObject({ language: 'none', version: 2n, documents: 1 });
    await expect(update(['language'], 1n)).rejects.toMatchObject({ code: 'VERSION_CONFLICT' });
    expect(await found('corpse')).toEqual([]);
    expect(await found('story')).toEqual([]);
    const { indexVersion } = await rig.admin.reindexCollection({ id: 'tales' });
    expect(indexVersion).toBe((await rig.player.getCollection({ id: 'tales' })).indexVersion);
    expect((await rig.player.listCollections({})).collections.map(({ id }) => id)).toEqual(['lore', 'tales']);
    await rig.admin.deleteCollection({ id: 'tales' });
    await expect(rig.player.getCollection({ id: 'tales' })).rejects.toEqual(refused('COLLECTION_NOT_FOUND'));
    await expect(rig.admin.upsertDocument({ collection: 'tales', document: told })).rejects.toEqual(
      refused('COLLECTION_NOT_FOUND'),
    );
    expect(await rig.admin.createCollection({ id: 'tales' })).toMatchObject({ documents: 0 });
  });

  it('knows what has to do with what, but not of what is hidden', async () => {
    const related = async (lore: Lore, entity: string, depth = 1, type = '') =>
      (await lore.listRelated({ entity, depth, type })).relations.map((each) => `${each.from} ${each.type} ${each.to}`);
    expect(await related(rig.player, 'lady-isaure-veyl')).toEqual([
      'lady-isaure-veyl belongs_to house-veyl',
      'lady-isaure-veyl married_to lord-casimir-veyl',
    ]);
    expect(await related(rig.player, 'veyl-heir')).toEqual([]);
    expect(await related(rig.admin, 'veyl-heir', 1, 'mother_in')).toEqual(['lady-isaure-veyl mother_in veyl-heir']);
    expect(await related(rig.player, 'lady-isaure-veyl', 2)).toContain('house-veyl seated_at lantern-house-veyl');
    const relation = { from: 'grubb', type: 'owes', to: 'pip' };
    await rig.admin.addRelation(relation);
    await rig.admin.addRelation(relation);
    expect(await related(rig.player, 'pip', 1, 'owes')).toEqual(['grubb owes pip']);
    await expect(rig.admin.addRelation({ ...relation, to: 'grubb' })).rejects.toMatchObject({
      code: 'INVALID_ARGUMENT',
    });
    await expect(rig.player.addRelation(relation)).rejects.toMatchObject({ code: 'PERMISSION_DENIED' });
  });

  it('finds by likeness when asked to, and fuses both', async () => {
    const { hits, mode } = await rig.player.search({ query: 'bookkeepers bookkeeping', mode: SearchMode.VECTOR });
    expect(mode).toBe(SearchMode.VECTOR);
    expect(hits.length).toBeGreaterThan(0);
    const hybrid = await rig.player.search({ query: 'bone ledger', mode: SearchMode.HYBRID });
    expect(hybrid.hits[0]?.documentId).toBe('bone-ledger');
    expect(hybrid.hits[0]?.score).toBeLessThanOrEqual(2 / 61);
  });
});
