import { ClueDiscovered } from '@bodybroker/contracts-environmental-narrative';
import { LoreRevealed, Visibility } from '@bodybroker/contracts-knowledge-base';
import { QuestCompleted } from '@bodybroker/contracts-quest-system';
import { EventPublisher, createEvent } from '@bodybroker/nats-sdk';
import { publishedEvents } from '@bodybroker/testing';
import { document, ids, playerOf, refused, serveWorld, startLore, type Lore, type LoreRig } from './lore-rig.js';

describe('knowledge-base', () => {
  let rig: LoreRig;
  beforeEach(async () => {
    rig = await startLore();
  });
  afterEach(() => rig.harness.stop());

  it('shows a secret document to a player from when it is revealed, and none of its words before', async () => {
    await rig.upsert(
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
    const before = await look(rig.player);
    expect(before).toMatchObject({ found: [], near: [], terms: [], facts: 0, listed: false });
    await expect(rig.player.getDocument({ collection: 'lore', id: 'quincunx' })).rejects.toEqual(
      refused('DOCUMENT_NOT_FOUND'),
    );
    const wanted = { playerId: 'p1', documentId: 'quincunx', source: 'a whisper' };
    await expect(rig.player.revealDocument(wanted)).rejects.toMatchObject({ code: 'PERMISSION_DENIED' });
    expect(await rig.admin.revealDocument(wanted)).toMatchObject({ newlyRevealed: true, title: 'Quincunx' });
    expect(await rig.admin.revealDocument({ ...wanted, source: 'again' })).toMatchObject({
      newlyRevealed: false,
      source: 'a whisper',
    });
    expect(await look(rig.player)).toMatchObject({
      found: ['quincunx'],
      near: ['zarquon'],
      terms: [{ term: 'zarquon', documents: 1 }],
      documents: before.documents + 1,
      facts: 1,
      listed: true,
    });
    expect((await look(playerOf(rig.harness, 'p2'))).found).toEqual([]);
    expect(await rig.player.getDocument({ collection: 'lore', id: 'quincunx' })).toMatchObject({ title: 'Quincunx' });
    expect(await publishedEvents(rig.harness.broker, LoreRevealed, 1)).toMatchObject([
      { playerId: 'p1', subject: 'narr.lore.revealed.p1', payload: { documentId: 'quincunx', source: 'a whisper' } },
    ]);
    expect(await rig.player.listKnownDocuments({ playerId: 'p1' })).toMatchObject({
      documents: [{ documentId: 'quincunx', source: 'a whisper' }],
    });
    await expect(rig.player.listKnownDocuments({ playerId: 'p2' })).rejects.toEqual(refused('NOT_YOUR_PLAYER'));
  });

  it('unlocks what a condition opens, for players', async () => {
    const holding = new Set<string>();
    const asked: string[] = [];
    await serveWorld(rig.harness.broker, holding, asked);
    const unlock = 'facts["veyl.heir_dead"] == true';
    await rig.upsert(document('vault', { visibility: Visibility.SECRET, text: 'A gloaming vault.', unlock }));
    await rig.upsert(document('porch', { text: 'A gloaming porch.', unlock: 'facts["archive.open"] == true' }));
    expect(ids(await rig.player.search({ query: 'gloaming' }))).toEqual([]);
    holding.add(unlock);
    const later = playerOf(rig.harness, 'p2');
    expect(ids(await later.search({ query: 'gloaming' }))).toEqual(['vault']);
    expect(asked).toContain(`p2:${unlock}`);
    expect(await later.getDocument({ collection: 'lore', id: 'vault' })).toMatchObject({ id: 'vault' });
    const asNpc = await rig.admin.search({ query: 'gloaming', viewer: { npcId: 'x', knowledgeTags: ['law'] } });
    expect(ids(asNpc)).toEqual(['porch']);
  });

  it('keeps locked what nobody can be asked about', async () => {
    await rig.upsert(document('vault', { text: 'A gloaming vault.', unlock: 'true' }));
    expect(ids(await rig.player.search({ query: 'gloaming' }))).toEqual([]);
  });

  it('reveals by quests and clues, once each', async () => {
    const publisher = new EventPublisher(rig.harness.broker.events);
    const facts = { clock: rig.harness.clock, playerId: 'p1', entityId: 'q1' };
    const quest = { questId: 'q1', playerId: 'p1', definitionId: 'the-heir' };
    const completed = createEvent(QuestCompleted, quest, { ...facts, source: 'quest-system', eventId: 'e1' });
    await publisher.publish(completed);
    await publisher.publish(createEvent(QuestCompleted, quest, { ...facts, source: 'quest-system', eventId: 'e2' }));
    await rig.upsert(document('soot', { visibility: Visibility.SECRET, revealedBy: ['clue:soot-on-sill'] }));
    const clue = { playerId: 'p1', clueId: 'soot-on-sill', sceneId: 's' };
    const source = 'environmental-narrative';
    await publisher.publish(createEvent(ClueDiscovered, clue, { ...facts, source, eventId: 'c1' }));
    const revealed = await publishedEvents(rig.harness.broker, LoreRevealed, 2);
    expect(revealed.map(({ payload }) => payload.documentId).sort()).toEqual(['soot', 'veyl-heir']);
    expect(ids(await rig.player.search({ query: 'Lucan Veyl heir hand' }))).toContain('veyl-heir');
  });
});
