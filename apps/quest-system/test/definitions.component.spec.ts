import { MemoryStore } from '@bodybroker/storage';
import {
  DefinitionStatus,
  ObjectiveType,
  QuestDefinition,
  QuestRepeat,
  QuestStatus,
  QuestSystemServiceClient,
} from '@bodybroker/contracts-quest-system';
import { eventually, ManualClock } from '@bodybroker/testing';
import { once, QuestRig, refused } from './quest-rig.js';

const HOUR = 3_600_000;

const arrows = (...ids: readonly string[]): QuestDefinition['connections'] =>
  ids.slice(1).map((to, at) => ({ from: ids[at] ?? '', to }));

const quest = (change: Partial<QuestDefinition> = {}): QuestDefinition =>
  QuestDefinition.create({
    id: 'two-ears',
    title: 'Two Ears',
    summary: 'Somebody should listen.',
    steps: [
      {
        id: 'take',
        text: 'Take them.',
        objectives: [
          { id: 'ears', text: 'Ears', type: ObjectiveType.COLLECT, match: 'event.part_type == "ear"', count: 2 },
        ],
      },
    ],
    connections: arrows('START', 'take', 'END'),
    ...change,
  });

describe('definitions', () => {
  let rig: QuestRig;
  beforeAll(async () => {
    rig = await QuestRig.start();
  });
  afterAll(async () => {
    await rig.stop();
  });

  it('are drafts first, then revisions that never change, and running quests stay on theirs', async () => {
    const draft = await rig.admin.upsertQuestDefinition({ definition: quest(), expectedVersion: 0n });
    expect(draft).toMatchObject({ status: DefinitionStatus.DRAFT, revision: 0, version: 1n });
    await expect(rig.accept('dan', 'two-ears')).rejects.toEqual(refused('DEFINITION_NOT_FOUND'));
    await expect(rig.player('dan').getQuestDefinition({ definitionId: 'two-ears' })).rejects.toEqual(
      refused('DEFINITION_NOT_FOUND'),
    );
    const first = await rig.admin.publishQuestDefinition({ definitionId: 'two-ears', expectedVersion: 1n });
    expect(first).toMatchObject({ status: DefinitionStatus.PUBLISHED, revision: 1 });
    expect((await rig.admin.publishQuestDefinition({ definitionId: 'two-ears' })).revision).toBe(1);
    const running = await rig.accept('dan', 'two-ears');
    await rig.admin.upsertQuestDefinition({ definition: quest({ title: 'Three Ears' }) });
    expect((await rig.player('dan').getQuestDefinition({ definitionId: 'two-ears' })).title).toBe('Two Ears');
    expect((await rig.admin.getQuestDefinition({ definitionId: 'two-ears' })).title).toBe('Three Ears');
    expect((await rig.admin.publishQuestDefinition({ definitionId: 'two-ears' })).revision).toBe(2);
    const old = await rig.admin.getQuestDefinition({ definitionId: 'two-ears', revision: 1 });
    expect(old).toMatchObject({ title: 'Two Ears', revision: 1 });
    expect(await rig.admin.getQuest({ questId: running.id })).toMatchObject({
      title: 'Two Ears',
      definitionRevision: 1,
    });
    expect((await rig.accept('eve', 'two-ears')).title).toBe('Three Ears');
    await expect(rig.admin.getQuestDefinition({ definitionId: 'two-ears', revision: 9 })).rejects.toEqual(
      refused('REVISION_NOT_FOUND'),
    );
  });

  it('keep conditions and secrets from players', async () => {
    const { steps, prerequisites } = await rig.player('ann').getQuestDefinition({ definitionId: 'first-cut' });
    expect(steps[0]?.objectives).toMatchObject([{ id: 'eyes', match: '' }]);
    expect(prerequisites).toBe('');
    await expect(rig.player('ann').upsertQuestDefinition({ definition: quest() })).rejects.toEqual(
      refused('ACCESS_DENIED'),
    );
  });

  it.each([
    ['a cycle', { connections: [...arrows('START', 'take', 'END'), { from: 'take', to: 'take' }] }, 'BAD_GRAPH'],
    ['an arrow to nothing', { connections: arrows('START', 'take', 'give', 'END') }, 'BAD_GRAPH'],
    ['a bad condition', { prerequisites: 'done[' }, 'BAD_CONDITION'],
    ['a condition about nothing', { prerequisites: 'moon == 1' }, 'BAD_CONDITION'],
    ['a bad failure condition', { failureConditions: ['hours_open > 1'] }, 'BAD_CONDITION'],
    ['a cooldown that has none', { repeat: QuestRepeat.COOLDOWN }, 'BAD_REPEAT'],
    ['an unknown repeat', { repeat: 77 as QuestRepeat }, 'ENUM_UNSPECIFIED'],
    ['an id in capitals', { id: 'Two' }, 'INVALID_FIELD'],
    ['a title too long', { title: 'x'.repeat(121) }, 'INVALID_FIELD'],
    ['no steps', { steps: [] }, 'INVALID_FIELD'],
    [
      'a reputation of nobody',
      { rewards: { currency: [], items: [], flags: [], facts: [], reputation: [reputation()] } },
      'FIELD_REQUIRED',
    ],
  ])('with %s are refused', async (_what, change, reason) => {
    await expect(rig.admin.upsertQuestDefinition({ definition: quest(change) })).rejects.toEqual(refused(reason));
  });

  it('with a cycle name its steps', async () => {
    const step = (id: string) => ({ id, text: id, objectives: [], branchGroup: '' });
    const definition = quest({
      steps: ['a', 'b', 'c'].map(step),
      connections: [...arrows('START', 'a', 'b', 'c', 'END'), { from: 'c', to: 'b' }],
    });
    await expect(rig.admin.upsertQuestDefinition({ definition })).rejects.toEqual(
      refused('BAD_GRAPH', { steps: 'b, c' }),
    );
  });

  it('whose giver nobody knows are not published', async () => {
    await rig.admin.upsertQuestDefinition({ definition: quest({ id: 'from-nobody', giverNpcId: 'nobody' }) });
    await expect(rig.admin.publishQuestDefinition({ definitionId: 'from-nobody' })).rejects.toEqual(
      refused('GIVER_UNKNOWN'),
    );
    await expect(rig.admin.publishQuestDefinition({ definitionId: 'not-there' })).rejects.toEqual(
      refused('DEFINITION_NOT_FOUND'),
    );
  });

  it('are listed by id, by status and by tag, page by page', async () => {
    const all = await rig.admin.listQuestDefinitions({ status: DefinitionStatus.PUBLISHED, pageSize: 200 });
    const first = await rig.admin.listQuestDefinitions({ status: DefinitionStatus.PUBLISHED, pageSize: 7 });
    const rest = await rig.admin.listQuestDefinitions({
      status: DefinitionStatus.PUBLISHED,
      pageSize: 200,
      pageToken: first.nextPageToken,
    });
    expect(first.definitions).toHaveLength(7);
    expect([...first.definitions, ...rest.definitions]).toEqual(all.definitions);
    const law = await rig.player('ann').listQuestDefinitions({ tag: 'law' });
    expect(law.definitions.map(({ id }) => id)).toEqual([
      'open-the-gate',
      'paper-trail',
      'the-missing-page',
      'watch-the-hill',
    ]);
    await expect(rig.admin.listQuestDefinitions({ tag: 'law', pageToken: first.nextPageToken })).rejects.toEqual(
      refused('BAD_PAGE_TOKEN'),
    );
  });

  it('are made from templates: one seed, one quest', async () => {
    const make = (seed: bigint, slots = {}) => rig.admin.generateQuest({ templateId: 'fetch-part', seed, slots });
    const made = await make(7n);
    expect(await make(7n)).toEqual(made);
    expect(made.status).toBe(DefinitionStatus.DRAFT);
    const titles = await Promise.all([1n, 2n, 3n, 4n, 5n].map(async (seed) => (await make(seed)).title));
    expect(new Set(titles).size).toBeGreaterThan(2);
    const chosen = await make(7n, { part: 'lung', client: 'nan-stitch' });
    expect(chosen).toMatchObject({
      giverNpcId: 'nan-stitch',
      steps: [{ objectives: [{ match: 'event.part_type == "lung"' }] }, { objectives: [{ id: 'client' }] }],
    });
    expect(
      JSON.stringify(made, (_key, value: unknown) => (typeof value === 'bigint' ? String(value) : value)),
    ).not.toMatch(/\{[a-z]+\./);
    await expect(make(7n, { part: '" || true || "' })).rejects.toEqual(refused('SLOT_VALUE', { slot: 'part' }));
    await expect(make(7n, { moon: 'full' })).rejects.toEqual(refused('SLOT_UNKNOWN'));
    await expect(rig.admin.generateQuest({ templateId: 'other' })).rejects.toEqual(refused('TEMPLATE_NOT_FOUND'));
    // The embedded fakes know nobody: publishing asks npc-behavior, which answers something else than NOT_FOUND.
    expect((await rig.admin.publishQuestDefinition({ definitionId: made.id })).revision).toBe(1);
  });

  it('that ship are published once, however often the service starts', async () => {
    const clock = new ManualClock();
    const store = new MemoryStore('quest-system', { clock });
    const first = await QuestRig.start({ store, clock });
    const before = await first.admin.getQuestDefinition({ definitionId: 'first-cut' });
    await first.admin.upsertQuestDefinition({ definition: { ...before, title: 'By hand' } });
    await first.admin.publishQuestDefinition({ definitionId: 'first-cut' });
    await first.stop();
    const second = await QuestRig.start({ store, clock });
    const after = await second.admin.getQuestDefinition({ definitionId: 'first-cut' });
    expect(after).toMatchObject({ title: 'By hand', revision: 2 });
    expect((await second.admin.getQuestDefinition({ definitionId: 'paper-trail' })).revision).toBe(1);
    await second.stop();
  });
});

describe('taking up quests', () => {
  let rig: QuestRig;
  beforeEach(async () => {
    rig = await QuestRig.start();
  });
  afterEach(async () => {
    await rig.stop();
  });

  const offersOf = async (playerId: string, npcId = ''): Promise<Record<string, string | undefined>> => {
    const { offers } = await rig.player(playerId).listAvailableQuests({ playerId, npcId });
    return Object.fromEntries(offers.map((offer) => [offer.definitionId, offer.lockedReason]));
  };
  const finish = async (playerId: string, questId: string, ...objectives: readonly string[]): Promise<void> => {
    for (const objectiveId of objectives) {
      await rig.saga.recordObjectiveProgress({
        questId,
        objectiveId,
        amount: 9,
        eventId: `${playerId}-${objectiveId}`,
      });
    }
    await rig.saga.beginRewarding({ questId });
    await rig.saga.finishRewarding({ questId });
  };

  it('is once for a key, and once for a quest', async () => {
    const key = once();
    const first = await rig.accept('ann', 'first-cut', key);
    expect(await rig.accept('ann', 'first-cut', key)).toEqual(first);
    await expect(rig.accept('ann', 'paper-trail', key)).rejects.toEqual(refused('IDEMPOTENCY_KEY_REUSED'));
    await expect(rig.accept('ann', 'first-cut')).rejects.toEqual(refused('QUEST_ACTIVE', { quest_id: first.id }));
    await expect(rig.accept('ann', 'first-cut', {})).rejects.toEqual(refused('IDEMPOTENCY_KEY_REQUIRED'));
    await expect(rig.accept('ann', 'no-such')).rejects.toEqual(refused('DEFINITION_NOT_FOUND'));
    await expect(rig.player('ann').acceptQuest({ playerId: 'bob', definitionId: 'first-cut' }, once())).rejects.toEqual(
      refused('NOT_YOUR_PLAYER'),
    );
  });

  it('two at once gives one quest', async () => {
    const tries = await Promise.allSettled(Array.from({ length: 5 }, () => rig.accept('ann', 'first-cut')));
    expect(tries.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect((await rig.player('ann').listQuests({ playerId: 'ann' })).quests).toHaveLength(1);
  });

  it('is refused elsewhere than in the worlds that are played', async () => {
    const away = rig.harness.client(QuestSystemServiceClient, {
      actor: { kind: 'player', id: 'ann' },
      worldId: 'moon',
    });
    await expect(away.acceptQuest({ playerId: 'ann', definitionId: 'first-cut' }, once())).rejects.toEqual(
      refused('WORLD_NOT_FOUND'),
    );
  });

  it('asks for what came before, and says what is missing', async () => {
    expect(await offersOf('ann')).toMatchObject({
      'first-cut': undefined,
      'the-quiet-heart': 'PREREQUISITES',
      'eel-supper': undefined,
    });
    expect(await offersOf('ann', 'doctor-ambrose')).toEqual({ 'the-quiet-heart': 'PREREQUISITES' });
    await expect(rig.accept('ann', 'the-quiet-heart')).rejects.toEqual(
      refused('PREREQUISITES', { failed: '"first-cut" in done' }),
    );
    const { id } = await rig.accept('ann', 'first-cut');
    expect((await offersOf('ann'))['first-cut']).toBe('QUEST_ACTIVE');
    await finish('ann', id, 'eyes');
    const offers = await offersOf('ann');
    expect(Object.keys(offers)).not.toContain('first-cut');
    expect(offers['the-quiet-heart']).toBeUndefined();
    expect((await rig.accept('ann', 'the-quiet-heart')).status).toBe(QuestStatus.ACTIVE);
  });

  it('shows nothing of what is offered only, until somebody offers it', async () => {
    expect(Object.keys(await offersOf('ann'))).not.toContain('the-heir');
    await expect(rig.accept('ann', 'the-heir')).rejects.toEqual(refused('QUEST_NOT_OFFERED'));
    await expect(rig.player('ann').offerQuest({ playerId: 'ann', definitionId: 'the-heir' })).rejects.toEqual(
      refused('ACCESS_DENIED'),
    );
    const offer = { playerId: 'ann', definitionId: 'the-heir' };
    expect(await rig.saga.offerQuest(offer)).toEqual(await rig.saga.offerQuest(offer));
    expect(await offersOf('ann')).toMatchObject({ 'the-heir': undefined });
    expect((await rig.accept('ann', 'the-heir')).definitionId).toBe('the-heir');
  });

  it('is again after a cooldown, or on another day', async () => {
    const { id } = await rig.accept('ann', 'ribs-for-ivo');
    await finish('ann', id, 'four-ribs', 'ivo');
    const untilGms = String((8 + 24) * HOUR);
    await expect(rig.accept('ann', 'ribs-for-ivo')).rejects.toEqual(refused('QUEST_COOLDOWN', { until_gms: untilGms }));
    const supper = await rig.accept('ann', 'eel-supper');
    await finish('ann', supper.id, 'bait', 'house', 'bertha');
    await expect(rig.accept('ann', 'eel-supper')).rejects.toEqual(
      refused('QUEST_COOLDOWN', { until_gms: String(24 * HOUR) }),
    );
    await rig.hour(24);
    await eventually(() => rig.accept('ann', 'eel-supper'));
    expect((await offersOf('ann'))['ribs-for-ivo']).toBe('QUEST_COOLDOWN');
    await rig.hour(32);
    await eventually(() => rig.accept('ann', 'ribs-for-ivo'));
  });

  it('stops at twenty-five', async () => {
    for (let nth = 0; nth < 26; nth += 1) {
      await rig.admin.upsertQuestDefinition({ definition: quest({ id: `ears-${nth}` }) });
      await rig.admin.publishQuestDefinition({ definitionId: `ears-${nth}` });
      if (nth < 25) await rig.accept('ann', `ears-${nth}`);
    }
    await expect(rig.accept('ann', 'ears-25')).rejects.toEqual(refused('TOO_MANY_QUESTS'));
    const page = await rig.player('ann').listQuests({ playerId: 'ann', pageSize: 20, status: [QuestStatus.ACTIVE] });
    expect(page.quests).toHaveLength(20);
    const { nextPageToken: pageToken } = page;
    const request = { playerId: 'ann', pageSize: 20, status: [QuestStatus.ACTIVE], pageToken };
    const rest = await rig.player('ann').listQuests(request);
    expect(rest.quests).toHaveLength(5);
    expect(new Set([...page.quests, ...rest.quests].map(({ id }) => id)).size).toBe(25);
    expect((await rig.player('ann').listQuests({ playerId: 'ann', status: [QuestStatus.FAILED] })).quests).toEqual([]);
    await expect(rig.player('ann').listQuests({ playerId: 'ann', status: [77 as QuestStatus] })).rejects.toEqual(
      refused('ENUM_UNSPECIFIED'),
    );
  });

  it('hangs on what the giver thinks of the player, and on facts, where it says so', async () => {
    const prerequisites = 'giver.trust >= 10 && facts["archive.open"] == true';
    const definition = quest({ id: 'between-us', giverNpcId: 'auditor-sabine', prerequisites });
    await rig.admin.upsertQuestDefinition({ definition });
    await rig.admin.publishQuestDefinition({ definitionId: 'between-us' });
    await expect(rig.accept('ann', 'between-us')).rejects.toEqual(refused('PREREQUISITES'));
    rig.peers.trust.set('auditor-sabine', 10);
    await rig.fact('archive.open', true);
    await eventually(() => rig.accept('ann', 'between-us'));
    await rig.peers.stop();
    await expect(rig.accept('bob', 'between-us')).rejects.toMatchObject({ code: 'UNAVAILABLE' });
  });
});

function reputation() {
  return { npcId: '', trust: 1, fear: 0, respect: 0, familiarity: 0, debt: 0 };
}
