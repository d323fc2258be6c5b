import { join } from 'node:path';
import { AiIntegrationService, type IAiIntegrationService } from '@bodybroker/contracts-ai-integration';
import { ClueDiscovered } from '@bodybroker/contracts-environmental-narrative';
import {
  Document,
  DocumentChanged,
  KnowledgeBaseServiceClient,
  LoreRevealed,
  SearchMode,
  Visibility,
  type Hit,
} from '@bodybroker/contracts-knowledge-base';
import { QuestCompleted } from '@bodybroker/contracts-quest-system';
import { WorldStateService, type IWorldStateService } from '@bodybroker/contracts-world-state';
import { EventPublisher, createEvent, type Client, type MemoryServer } from '@bodybroker/nats-sdk';
import {
  createTestBroker,
  eventually,
  publishedEvents,
  servePeer,
  startHarness,
  type ServiceHarness,
} from '@bodybroker/testing';
import { countTokens } from '../src/domain/count-tokens.js';
import { service } from '../src/service.js';

type Lore = Client<KnowledgeBaseServiceClient>;

const contentPath = join(__dirname, '../content/');
const refused = (reason: string): object => expect.objectContaining({ reason }) as object;
const ids = ({ hits }: { hits: Hit[] }): string[] => hits.map(({ documentId }) => documentId);

const document = (id: string, change: Partial<Document> = {}): Document =>
  Document.create({ id, title: `Of ${id}`, text: `What is told of ${id}.`, visibility: Visibility.PUBLIC, ...change });

const adminOf = (harness: ServiceHarness): Lore =>
  harness.client(KnowledgeBaseServiceClient, { actor: { kind: 'admin', id: 'test' } });
const playerOf = (harness: ServiceHarness, id = 'p1'): Lore =>
  harness.client(KnowledgeBaseServiceClient, { actor: { kind: 'player', id } });

/** Within a second. */
const soon = (look: () => Promise<void>): Promise<void> => eventually(look, { timeoutMs: 1000 });

/** A world in which a condition holds when it is in a set. */
async function serveWorld(broker: MemoryServer, holding: Set<string>, asked: string[] = []): Promise<void> {
  await servePeer<IWorldStateService>(broker, WorldStateService, {
    evaluateCondition: ({ cel, playerId }) => {
      asked.push(`${playerId}:${cel}`);
      return Promise.resolve({ value: holding.has(cel), revision: 1n });
    },
  });
}

describe('knowledge-base', () => {
  let harness: ServiceHarness;
  let admin: Lore;
  let player: Lore;

  beforeEach(async () => {
    harness = await startHarness(service, { contentPath, broker: createTestBroker() });
    admin = adminOf(harness);
    player = playerOf(harness);
  });

  afterEach(async () => {
    await harness.stop();
  });

  const upsert = (...documents: Document[]) =>
    Promise.all(documents.map((each) => admin.upsertDocument({ collection: 'lore', document: each })));

  it('finds The Bone Ledger first, misspelt, and says what was meant', async () => {
    for (const mode of [SearchMode.UNSPECIFIED, SearchMode.HYBRID]) {
      const { hits, suggestions } = await player.search({ query: 'ledgr skin', mode });
      expect(hits[0]).toMatchObject({ documentId: 'bone-ledger', title: 'The Bone Ledger', collection: 'lore' });
      expect(hits[0]?.snippet).toContain('<em>skin</em>');
      expect(hits[0]?.matchedTerms).toEqual(expect.arrayContaining(['ledger', 'skin']));
      expect(suggestions).toEqual(['ledger skin']);
    }
    expect((await admin.search({ query: 'ledgr skin' })).hits[0]?.documentId).toBe('bone-ledger');
  });

  it('shows a secret document to a player from when it is revealed, and none of its words before', async () => {
    await upsert(
      document('quincunx', { visibility: Visibility.SECRET, title: 'Quincunx', text: 'A zarquon of five.' }),
    );
    const look = async (lore: Lore) => ({
      found: ids(await lore.search({ query: 'zarquon quincunx' })),
      near: (await lore.search({ query: 'zarquom' })).suggestions,
      terms: (await lore.suggestTerms({ prefix: 'zar' })).terms,
      documents: (await lore.getCollection({ id: 'lore' })).documents,
      facts: (await lore.retrieveContext({ question: 'zarquon', tokenBudget: 100 })).facts.length,
      listed: (await lore.listDocuments({ collection: 'lore', pageSize: 200 })).documents.some(
        ({ id }) => id === 'quincunx',
      ),
    });
    const before = await look(player);
    expect(before).toMatchObject({ found: [], near: [], terms: [], facts: 0, listed: false });
    await expect(player.getDocument({ collection: 'lore', id: 'quincunx' })).rejects.toEqual(
      refused('DOCUMENT_NOT_FOUND'),
    );
    const wanted = { playerId: 'p1', documentId: 'quincunx', source: 'a whisper' };
    await expect(player.revealDocument(wanted)).rejects.toMatchObject({ code: 'PERMISSION_DENIED' });
    expect(await admin.revealDocument(wanted)).toMatchObject({ newlyRevealed: true, title: 'Quincunx' });
    expect(await admin.revealDocument({ ...wanted, source: 'again' })).toMatchObject({
      newlyRevealed: false,
      source: 'a whisper',
    });
    expect(await look(player)).toMatchObject({
      found: ['quincunx'],
      near: ['zarquon'],
      terms: [{ term: 'zarquon', documents: 1 }],
      documents: before.documents + 1,
      facts: 1,
      listed: true,
    });
    expect((await look(playerOf(harness, 'p2'))).found).toEqual([]);
    expect(await player.getDocument({ collection: 'lore', id: 'quincunx' })).toMatchObject({ title: 'Quincunx' });
    expect(await publishedEvents(harness.broker, LoreRevealed, 1)).toMatchObject([
      { playerId: 'p1', subject: 'narr.lore.revealed.p1', payload: { documentId: 'quincunx', source: 'a whisper' } },
    ]);
    expect(await player.listKnownDocuments({ playerId: 'p1' })).toMatchObject({
      documents: [{ documentId: 'quincunx', source: 'a whisper' }],
    });
    await expect(player.listKnownDocuments({ playerId: 'p2' })).rejects.toEqual(refused('NOT_YOUR_PLAYER'));
  });

  it('scores what is seen the same, whatever is hidden', async () => {
    const query = { query: 'ledger skin line debt' };
    const before = await player.search(query);
    const hidden = Array.from({ length: 30 }, (_, at) =>
      document(`hidden-${at}`, {
        visibility: Visibility.SECRET,
        text: 'ledger skin line debt ledgers '.repeat(at + 1),
      }),
    );
    await admin.upsertDocuments({ collection: 'lore', documents: hidden });
    expect(await player.search(query)).toEqual(before);
    expect(await player.suggestTerms({ prefix: 'led' })).toEqual(
      await playerOf(harness).suggestTerms({ prefix: 'led' }),
    );
  });

  it('lets NPCs say what they know about, and never a secret', async () => {
    const ask = async (npcId: string, knowledgeTags: string[], question: string) =>
      (await admin.retrieveContext({ question, tokenBudget: 300, viewer: { npcId, knowledgeTags } })).facts;
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
      player.search({ query: 'eyes', viewer: { npcId: 'grubb', knowledgeTags: everything } }),
    ).rejects.toEqual(refused('NOT_YOUR_VIEWER'));
    await expect(player.search({ query: 'eyes', viewer: { playerId: 'p2' } })).rejects.toEqual(
      refused('NOT_YOUR_PLAYER'),
    );
    await expect(admin.search({ query: 'eyes', viewer: { playerId: 'p2', npcId: 'grubb' } })).rejects.toEqual(
      refused('TWO_VIEWERS'),
    );
  });

  it('keeps to the budget, in whole sentences, best first', async () => {
    for (const tokenBudget of [50, 120, 4000]) {
      const { facts, tokensUsed } = await player.retrieveContext({
        question: 'What is the Bone Ledger and who keeps the ledger?',
        tokenBudget,
        maxFacts: 20,
      });
      expect(facts.length).toBeGreaterThan(0);
      expect(tokensUsed).toBe(facts.reduce((sum, { text }) => sum + countTokens(text), 0));
      expect(tokensUsed).toBeLessThanOrEqual(tokenBudget);
      expect(facts.map(({ weight }) => weight)).toEqual(facts.map(({ weight }) => weight).toSorted((a, b) => b - a));
      for (const { text, documentId } of facts) {
        const whole = await player.getDocument({ collection: 'lore', id: documentId });
        expect(whole.text.replace(/\s+/g, ' ')).toContain(text);
        expect(text).toMatch(/[.?"”]$/);
      }
    }
    const ask = (tokenBudget: number) => player.retrieveContext({ question: 'ledger', tokenBudget });
    await expect(ask(49)).rejects.toMatchObject({ code: 'INVALID_ARGUMENT' });
    await expect(ask(4001)).rejects.toMatchObject({ code: 'INVALID_ARGUMENT' });
    expect((await player.retrieveContext({ question: 'ledger', tokenBudget: 500, maxFacts: 2 })).facts).toHaveLength(2);
  });

  it('unlocks what a condition opens, for players', async () => {
    const holding = new Set<string>();
    const asked: string[] = [];
    await serveWorld(harness.broker, holding, asked);
    const unlock = 'facts["veyl.heir_dead"] == true';
    await upsert(document('vault', { visibility: Visibility.SECRET, text: 'A gloaming vault.', unlock }));
    await upsert(document('porch', { text: 'A gloaming porch.', unlock: 'facts["archive.open"] == true' }));
    expect(ids(await player.search({ query: 'gloaming' }))).toEqual([]);
    holding.add(unlock);
    const later = playerOf(harness, 'p2');
    expect(ids(await later.search({ query: 'gloaming' }))).toEqual(['vault']);
    expect(asked).toContain(`p2:${unlock}`);
    expect(await later.getDocument({ collection: 'lore', id: 'vault' })).toMatchObject({ id: 'vault' });
    const asNpc = await admin.search({ query: 'gloaming', viewer: { npcId: 'x', knowledgeTags: ['law'] } });
    expect(ids(asNpc)).toEqual(['porch']);
  });

  it('keeps locked what nobody can be asked about', async () => {
    await upsert(document('vault', { text: 'A gloaming vault.', unlock: 'true' }));
    expect(ids(await player.search({ query: 'gloaming' }))).toEqual([]);
  });

  it('reveals by quests and clues, once each', async () => {
    const publisher = new EventPublisher(harness.broker.events);
    const facts = { clock: harness.clock, playerId: 'p1', entityId: 'q1' };
    const quest = { questId: 'q1', playerId: 'p1', definitionId: 'the-heir' };
    const completed = createEvent(QuestCompleted, quest, { ...facts, source: 'quest-system', eventId: 'e1' });
    await publisher.publish(completed);
    await publisher.publish(createEvent(QuestCompleted, quest, { ...facts, source: 'quest-system', eventId: 'e2' }));
    await upsert(document('soot', { visibility: Visibility.SECRET, revealedBy: ['clue:soot-on-sill'] }));
    const clue = { playerId: 'p1', clueId: 'soot-on-sill', sceneId: 's' };
    const source = 'environmental-narrative';
    await publisher.publish(createEvent(ClueDiscovered, clue, { ...facts, source, eventId: 'c1' }));
    const revealed = await publishedEvents(harness.broker, LoreRevealed, 2);
    expect(revealed.map(({ payload }) => payload.documentId).sort()).toEqual(['soot', 'veyl-heir']);
    expect(ids(await player.search({ query: 'Lucan Veyl heir hand' }))).toContain('veyl-heir');
  });

  it('writes at the version that was seen, and tells of it', async () => {
    const first = await admin.upsertDocument({
      collection: 'lore',
      document: document('oubliette'),
      expectedVersion: 0n,
    });
    expect(first).toMatchObject({
      chunks: 1,
      document: { id: 'oubliette', version: 1n, canon: 1, collection: 'lore' },
    });
    const again = { collection: 'lore', document: document('oubliette', { text: 'Deeper.' }) };
    await expect(admin.upsertDocument({ ...again, expectedVersion: 0n })).rejects.toMatchObject({
      code: 'VERSION_CONFLICT',
      details: { current_version: '1' },
    });
    expect(await admin.upsertDocument({ ...again, expectedVersion: 1n })).toMatchObject({ document: { version: 2n } });
    await expect(
      admin.deleteDocument({ collection: 'lore', id: 'oubliette', expectedVersion: 1n }),
    ).rejects.toMatchObject({ code: 'VERSION_CONFLICT' });
    expect(ids(await player.search({ query: 'oubliette' }))).toEqual(['oubliette']);
    expect(await admin.deleteDocument({ collection: 'lore', id: 'oubliette' })).toMatchObject({ deletedVersion: 2n });
    expect(ids(await player.search({ query: 'oubliette' }))).toEqual([]);
    const told = await publishedEvents(harness.broker, DocumentChanged);
    expect(
      told.filter(({ payload }) => payload.documentId === 'oubliette').map(({ payload }) => payload.deleted),
    ).toEqual([false, false, true]);
    expect(await admin.upsertDocument(again)).toMatchObject({ document: { version: 3n } });
    const both = await Promise.allSettled([1, 2].map(() => admin.upsertDocument({ ...again, expectedVersion: 3n })));
    expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
  });

  it('writes batches of documents whole or not at all', async () => {
    const batch = (...documents: Document[]) => admin.upsertDocuments({ collection: 'lore', documents });
    await expect(batch(document('a1'), document('a1'))).rejects.toEqual(refused('DUPLICATE_ID'));
    await expect(batch(document('a1'), document('a2', { unlock: '1 +' }))).rejects.toEqual(refused('BAD_CONDITION'));
    await expect(admin.getDocument({ collection: 'lore', id: 'a1' })).rejects.toMatchObject({ code: 'NOT_FOUND' });
    const { results } = await batch(document('a1'), document('a2', { text: `${'word '.repeat(130)}.` }));
    expect(results).toMatchObject([
      { id: 'a1', version: 1n, chunks: 1 },
      { id: 'a2', version: 1n, chunks: 2 },
    ]);
    await expect(batch(...Array.from({ length: 101 }, (_, at) => document(`b${at}`)))).rejects.toMatchObject({
      code: 'INVALID_ARGUMENT',
    });
  });

  it.each([
    ['no text', { text: ' ' }, 'INVALID_FIELD'],
    ['too much text', { text: 'x'.repeat(65_537) }, 'INVALID_FIELD'],
    ['no visibility', { visibility: Visibility.UNSPECIFIED }, 'ENUM_UNSPECIFIED'],
    ['an unknown visibility', { visibility: 9 as Visibility }, 'ENUM_UNSPECIFIED'],
    ['KNOWN_BY nobody', { visibility: Visibility.KNOWN_BY }, 'INVALID_FIELD'],
    ['knowers of what is public', { knownBy: ['law'] }, 'INVALID_FIELD'],
    ['a condition that is none', { unlock: 'facts[' }, 'BAD_CONDITION'],
    ['a condition over nothing known', { unlock: 'moon == 1' }, 'BAD_CONDITION'],
    ['an odd cause', { revealedBy: ['moon:full'] }, 'INVALID_FIELD'],
    ['a bad id', { id: 'Not An Id' }, 'INVALID_FIELD'],
    ['too much of a spoiler', { spoiler: 4 }, 'INVALID_FIELD'],
  ])('refuses a document with %s', async (_what, change, reason) => {
    const refusal = admin.upsertDocument({ collection: 'lore', document: document('bad', change) });
    await expect(refusal).rejects.toMatchObject({ code: 'INVALID_ARGUMENT', reason });
  });

  it('refuses queries that are empty, long or in no collection', async () => {
    const search = (query: string, collections: string[] = []) => player.search({ query, collections });
    await expect(search('')).rejects.toMatchObject({ code: 'INVALID_ARGUMENT' });
    await expect(search('  ')).rejects.toMatchObject({ code: 'INVALID_ARGUMENT' });
    await expect(search('x'.repeat(501))).rejects.toMatchObject({ code: 'INVALID_ARGUMENT' });
    await expect(search('ledger', ['nowhere'])).rejects.toEqual(refused('COLLECTION_NOT_FOUND'));
    await expect(player.search({ query: 'ledger', mode: 9 as SearchMode })).rejects.toEqual(
      refused('ENUM_UNSPECIFIED'),
    );
    const hostile = ['<em>"\'&', '\u0000\u202e', '%%% ___ ***', 'é'.repeat(500), '__proto__ constructor toString'];
    for (const query of hostile) expect((await search(query)).hits.length).toBeGreaterThanOrEqual(0);
    await upsert(document('html', { text: 'A <script>xyzzy</script> & "so".' }));
    expect((await search('xyzzy')).hits[0]?.snippet).toBe(
      'A &lt;script&gt;<em>xyzzy</em>&lt;/script&gt; &amp; &quot;so&quot;.',
    );
  });

  it('shows hits page by page, by tags, entities and spoilers', async () => {
    const all = await player.search({ query: 'ledger', pageSize: 100 });
    const pages: string[] = [];
    let pageToken = '';
    do {
      const page = await player.search({ query: 'ledger', pageSize: 7, pageToken });
      pages.push(...ids(page));
      pageToken = page.nextPageToken;
    } while (pageToken !== '');
    expect(pages).toEqual(ids(all));
    expect(all.total).toBe(pages.length);
    const { nextPageToken } = await player.search({ query: 'ledger', pageSize: 1 });
    await expect(player.search({ query: 'other', pageToken: nextPageToken })).rejects.toEqual(
      refused('BAD_PAGE_TOKEN'),
    );
    const filtered = await player.search({ query: 'ledger', filters: { tags: ['law', 'river'], entities: [] } });
    expect(filtered.hits.every(({ tags }) => tags.includes('law') && tags.includes('river'))).toBe(true);
    expect(ids(await admin.search({ query: 'veyl', filters: { entities: ['house-veyl'], tags: [] } }))).toEqual([
      'veyl-heir',
    ]);
    const tame = await admin.search({ query: 'veyl heir', filters: { maxSpoiler: 1, tags: [], entities: [] } });
    expect(tame.hits.every(({ spoiler }) => spoiler <= 1)).toBe(true);
  });

  it('has collections of their own words', async () => {
    const tales = { id: 'tales', fields: [{ name: 'text', boost: 0 }], synonyms: { corpse: 'stiff, cold one' } };
    await expect(admin.createCollection({ ...tales })).rejects.toMatchObject({ code: 'INVALID_ARGUMENT' });
    const created = await admin.createCollection({ ...tales, synonyms: { corpse: 'stiff' } });
    expect(created).toMatchObject({
      id: 'tales',
      language: 'en',
      version: 1n,
      documents: 0,
      synonyms: { corpse: 'stiff' },
    });
    await expect(admin.createCollection({ id: 'tales' })).rejects.toEqual(refused('COLLECTION_ALREADY_EXISTS'));
    const field = (name: string) => admin.createCollection({ id: 'x', fields: [{ name, boost: 1 }] });
    await expect(field('smell')).rejects.toEqual(refused('UNKNOWN_FIELD'));
    const told = document('one', { text: 'The stiff sat up. Stories are told.', title: 'Unfound' });
    await admin.upsertDocument({ collection: 'tales', document: told });
    const found = async (query: string) => ids(await player.search({ query, collections: ['tales'] }));
    expect(await found('corpse')).toEqual(['one']);
    expect(await found('story')).toEqual(['one']);
    expect(await found('unfound')).toEqual([]);
    const update = (paths: string[], expectedVersion?: bigint) =>
      admin.updateCollection({
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
    const { indexVersion } = await admin.reindexCollection({ id: 'tales' });
    expect(indexVersion).toBe((await player.getCollection({ id: 'tales' })).indexVersion);
    expect((await player.listCollections({})).collections.map(({ id }) => id)).toEqual(['lore', 'tales']);
    await admin.deleteCollection({ id: 'tales' });
    await expect(player.getCollection({ id: 'tales' })).rejects.toEqual(refused('COLLECTION_NOT_FOUND'));
    await expect(admin.upsertDocument({ collection: 'tales', document: told })).rejects.toEqual(
      refused('COLLECTION_NOT_FOUND'),
    );
    expect(await admin.createCollection({ id: 'tales' })).toMatchObject({ documents: 0 });
  });

  it('knows what has to do with what, but not of what is hidden', async () => {
    const related = async (lore: Lore, entity: string, depth = 1, type = '') =>
      (await lore.listRelated({ entity, depth, type })).relations.map((each) => `${each.from} ${each.type} ${each.to}`);
    expect(await related(player, 'lady-isaure-veyl')).toEqual([
      'lady-isaure-veyl belongs_to house-veyl',
      'lady-isaure-veyl married_to lord-casimir-veyl',
    ]);
    expect(await related(player, 'veyl-heir')).toEqual([]);
    expect(await related(admin, 'veyl-heir', 1, 'mother_in')).toEqual(['lady-isaure-veyl mother_in veyl-heir']);
    expect(await related(player, 'lady-isaure-veyl', 2)).toContain('house-veyl seated_at lantern-house-veyl');
    const relation = { from: 'grubb', type: 'owes', to: 'pip' };
    await admin.addRelation(relation);
    await admin.addRelation(relation);
    expect(await related(player, 'pip', 1, 'owes')).toEqual(['grubb owes pip']);
    await expect(admin.addRelation({ ...relation, to: 'grubb' })).rejects.toMatchObject({ code: 'INVALID_ARGUMENT' });
    await expect(player.addRelation(relation)).rejects.toMatchObject({ code: 'PERMISSION_DENIED' });
  });

  it('finds by likeness when asked to, and fuses both', async () => {
    const { hits, mode } = await player.search({ query: 'bookkeepers bookkeeping', mode: SearchMode.VECTOR });
    expect(mode).toBe(SearchMode.VECTOR);
    expect(hits.length).toBeGreaterThan(0);
    const hybrid = await player.search({ query: 'bone ledger', mode: SearchMode.HYBRID });
    expect(hybrid.hits[0]?.documentId).toBe('bone-ledger');
    expect(hybrid.hits[0]?.score).toBeLessThanOrEqual(2 / 61);
  });
});

describe('knowledge-base with an embedding model', () => {
  it('asks it for what likeness needs, and does without when it is down', async () => {
    const broker = createTestBroker();
    const asked: number[] = [];
    let isDown = false;
    const values = (text: string): number[] => [/needle|sew|stitch/i.test(text) ? 1 : 0, 0.1, 0];
    await servePeer<IAiIntegrationService>(broker, AiIntegrationService, {
      embed: ({ texts, modelRef }) => {
        if (isDown) return Promise.reject(new Error('down'));
        asked.push(texts.length);
        return Promise.resolve({ vectors: texts.map((text) => ({ values: values(text) })), modelRef, dimensions: 3 });
      },
    });
    const environment = { BB_EMBED_MODEL: 'remote' };
    const harness = await startHarness(service, { contentPath, broker, environment });
    const player = playerOf(harness);
    const search = () => player.search({ query: 'stitch', mode: SearchMode.VECTOR, pageSize: 100 });
    const { hits } = await search();
    expect(hits.length).toBeGreaterThan(3);
    expect(asked.length).toBeGreaterThan(1);
    asked.length = 0;
    await search();
    expect(asked).toEqual([1]);
    isDown = true;
    expect((await search()).hits.length).toBeGreaterThan(0);
    await harness.stop();
  });
});

describe('knowledge-base on two replicas', () => {
  it('finds on each what was written on the other within a second, and the same after a restart', async () => {
    const broker = createTestBroker();
    const one = await startHarness(service, { contentPath, broker, instance: 'one' });
    const two = await startHarness(service, { contentPath, broker, store: one.store, instance: 'two' });
    const [a, b] = ['one', 'two'].map((instance) => {
      const lore = (instance === 'one' ? one : two).client(KnowledgeBaseServiceClient, {
        actor: { kind: 'admin', id: 'test' },
      });
      return {
        upsert: (each: Document) => lore.upsertDocument({ collection: 'lore', document: each }, { instance }),
        remove: (id: string) => lore.deleteDocument({ collection: 'lore', id }, { instance }),
        find: async (query: string) => ids(await lore.search({ query }, { instance })),
        search: (query: string) => lore.search({ query, pageSize: 100 }, { instance }),
      };
    });
    if (a === undefined || b === undefined) throw new Error('two replicas');
    await a.find('ledger');
    await b.find('ledger');
    await a.upsert(document('gnomon'));
    expect(await a.find('gnomon')).toEqual(['gnomon']);
    await soon(async () => expect(await b.find('gnomon')).toEqual(['gnomon']));
    await b.upsert(document('gnomon', { text: 'Now of astrolabes.' }));
    await soon(async () => expect(await a.find('astrolabe')).toEqual(['gnomon']));
    await b.remove('gnomon');
    expect(await b.find('gnomon')).toEqual([]);
    await soon(async () => expect(await a.find('gnomon')).toEqual([]));
    await a.upsert(document('orrery'));
    await soon(async () => expect(await b.find('orrery')).toEqual(['orrery']));
    const before = await a.search('bone ledger of the dead orrery');
    expect(await b.search('bone ledger of the dead orrery')).toEqual(before);
    await one.stop();
    const again = await startHarness(service, { contentPath, broker, store: one.store, instance: 'three' });
    const lore = adminOf(again);
    expect(
      await lore.search({ query: 'bone ledger of the dead orrery', pageSize: 100 }, { instance: 'three' }),
    ).toEqual(before);
    // What was shipped once is not shipped again over what an admin has deleted.
    await b.remove('bone-gate-toll');
    await again.stop();
    const last = await startHarness(service, { contentPath, broker, store: one.store, instance: 'four' });
    await expect(
      adminOf(last).getDocument({ collection: 'lore', id: 'bone-gate-toll' }, { instance: 'four' }),
    ).rejects.toEqual(refused('DOCUMENT_NOT_FOUND'));
    await Promise.all([two.stop(), last.stop()]);
  });
});
