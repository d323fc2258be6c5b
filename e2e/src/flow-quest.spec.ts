import { Api } from './api.js';
import { eventually } from './eventually.js';
import { Broker, ok } from './flow/broker.js';
import { auditLedger, LedgerWatch } from './flow/ledger.js';
import { StoredEvents } from './flow/stored-events.js';
import { sharedStack } from './shared-stack.js';
import { startStack, type Stack } from './stack.js';

// What a first cut pays: 60 marks, an ice-chest, and what Odile thinks of it.
const PAY = 60;
const GIVER = 'odile-marrow';

/** All that a first cut may change of a player and its rooms, without what the clock does to it. */
async function holdings(broker: Broker) {
  const [quests, marks, items, regard, inventory, standing, entries, story, left] = await Promise.all([
    broker.mine('quests'),
    broker.marks(),
    broker.items(),
    broker.regard(GIVER),
    broker.mine('inventory'),
    broker.mine('standing'),
    broker.mine('ledger-entries'),
    broker.mine('chronicle?page_size=200'),
    broker.read('/v1/locations/tallow-rooms/traces'),
  ]);
  const parts = (inventory.parts ?? []).map(({ partId, state }: Record<string, string>) => [partId, state]);
  const { reputation, contractsSettled, rank } = standing;
  const traces = (left.traces ?? []).filter(({ by }: Record<string, string>) => by === broker.id).length;
  return {
    quests,
    marks,
    items,
    regard,
    parts,
    standing: { reputation, contractsSettled, rank },
    entries,
    chronicle: story.entries,
    traces,
  };
}

const NOTHING_PAID = { marks: 0, items: {}, regard: [0, 0] } as const;

/** What of a first cut was paid. */
const paid = async (broker: Broker) => ({
  marks: await broker.marks(),
  items: await broker.items(),
  regard: await broker.regard(GIVER),
});

describe('a quest, from the first cut to the pay', () => {
  const { api, nats, redisUrl, pids } = sharedStack();
  let admin = '';
  let broker: Broker;
  let events: StoredEvents;

  beforeAll(async () => {
    admin = await api.adminToken();
    events = await StoredEvents.open(nats, redisUrl, Object.keys(pids));
  });
  beforeEach(async () => {
    broker = await Broker.join(api, admin);
  });
  afterAll(() => events.close());

  it('goes on by what the player does, and pays once', async () => {
    const questId = await broker.accept('first-cut');
    const corpse = await broker.corpse();
    ok(await broker.harvest(corpse, 'tongue'), 'harvest');
    ok(await broker.harvest(corpse, 'eye'), 'harvest');
    await eventually(async () => {
      const { status, steps } = await broker.quest(questId);
      expect(status).toBe('QUEST_STATUS_ACTIVE');
      expect(JSON.stringify(steps)).toContain('"progress":1');
    }, 5000);
    ok(await broker.harvest(corpse, 'eye'), 'harvest');
    await broker.untilQuest(questId, 'COMPLETED', 2000);
    const claim = ok(await broker.claim(questId), 'claim');
    await broker.untilQuest(questId, 'CLAIMED');
    expect(await broker.marks()).toBe(PAY);
    expect(await broker.items()).toEqual({ 'ice-chest': 1 });
    const [trust = 0, respect = 0] = await broker.regard(GIVER);
    expect([trust > 0, respect > 0]).toEqual([true, true]);
    await eventually(async () => {
      const execution = await api.get(`/v1/workflow-executions/${claim.executionId}`, { token: admin });
      expect(execution.body.status).toBe('EXECUTION_STATUS_COMPLETED');
    }, 15_000);
    const types = (await events.ofPlayer(broker.id)).map(({ subject }) => subject.split('.').slice(0, 3).join('.'));
    for (const type of ['accepted', 'completed', 'claimed'])
      expect(types.filter((each) => each === `game.quest.${type}`)).toHaveLength(1);
    expect((await broker.claim(questId)).body.reason).toBe('NOT_COMPLETED');
    expect(await auditLedger(api, admin)).toEqual([]);
  }, 30_000);

  it('counts an event that comes twice once, whether the stream knows it again or not', async () => {
    const questId = await broker.accept('first-cut');
    const corpse = await broker.corpse();
    ok(await broker.harvest(corpse), 'harvest');
    await events.untilHandled();
    const before = await broker.quest(questId);
    const harvested = (await events.ofPlayer(broker.id)).filter(({ subject }) =>
      subject.startsWith('game.part.harvested.'),
    );
    expect(harvested).toHaveLength(1);
    for (const event of harvested) {
      expect(await events.publishAgain(event, 'same')).toBe(true);
      expect(await events.publishAgain(event, 'new')).toBe(false);
    }
    await events.untilHandled();
    expect(await broker.quest(questId)).toEqual(before);
    ok(await broker.harvest(corpse), 'harvest');
    await broker.untilQuest(questId, 'COMPLETED', 2000);
  }, 30_000);

  it('changes nothing when all that ever happened to a player happens again', async () => {
    const order = ok(await broker.do(`/v1/players/${broker.id}/payment-intents`, { productId: 'founders-kit' }), 'buy');
    ok(await broker.do(`/v1/payment-intents/${order.intentId}:confirm`, { paymentMethod: 'pm_ok' }), 'confirm');
    const questId = await broker.firstCut();
    ok(await broker.claim(questId), 'claim');
    await broker.untilQuest(questId, 'CLAIMED');
    await eventually(async () => {
      expect(await broker.items()).toEqual({ 'ice-chest': 2, 'menders-kit': 1 });
    }, 15_000);
    await events.untilHandled();
    const [before, stored] = [await holdings(broker), await events.ofPlayer(broker.id)];
    expect(stored.length).toBeGreaterThan(8);
    for (const event of stored) {
      expect([event.subject, await events.publishAgain(event, 'same')]).toEqual([event.subject, true]);
      expect([event.subject, await events.publishAgain(event, 'new')]).toEqual([event.subject, false]);
    }
    await events.untilHandled();
    expect(await holdings(broker)).toEqual(before);
    // Nothing new was said of it either.
    expect(await events.ofPlayer(broker.id)).toHaveLength(2 * stored.length);
    expect(await auditLedger(api, admin)).toEqual([]);
  }, 40_000);

  it('leaves everything as before when there is no room for the pay, and pays when there is', async () => {
    const questId = await broker.firstCut();
    const room = 200 - Number((await broker.mine('inventory')).used);
    const filling = await broker.arrange(`/v1/players/${broker.id}/items:grant`, {
      items: [{ itemId: 'brine-jar', count: String(room) }],
      reference: 'flow',
    });
    await events.untilHandled();
    const { quests: _, ...before } = await holdings(broker);
    const watch = new LedgerWatch(api, admin);
    ok(await broker.claim(questId), 'claim');
    await eventually(async () => {
      const quest = await broker.quest(questId);
      expect(quest).toMatchObject({ status: 'QUEST_STATUS_COMPLETED', claimProblem: 'INVENTORY_FULL' });
    }, 15_000);
    expect(await holdings(broker)).toMatchObject(before);
    await broker.arrange('/v1/item-grants:revoke', { grantId: filling.grantId });
    ok(await broker.claim(questId), 'claim');
    await broker.untilQuest(questId, 'CLAIMED');
    expect(await paid(broker)).toMatchObject({ marks: PAY, items: { 'ice-chest': 1 } });
    expect((await watch.end()).findings).toEqual([]);
  }, 40_000);
});

describe('a quest whose pay is under way when payment dies', () => {
  let stack: Stack;
  let api: Api;
  let admin = '';

  beforeAll(async () => {
    stack = await startStack({
      services: [
        'auth',
        'time-manager',
        'world-state',
        'payment',
        'npc-behavior',
        'orchestration',
        'quest-system',
        'body-broker-integration',
      ],
    });
    api = new Api(stack.url);
    admin = await api.adminToken();
  }, 90_000);
  afterAll(() => stack.stop());

  it('is paid once or not at all, and then can be claimed again', async () => {
    const brokers = await Promise.all(Array.from({ length: 5 }, () => Broker.join(api, admin)));
    const quests = await Promise.all(brokers.map(async (broker) => ({ broker, questId: await broker.firstCut() })));
    const { broker: undone, questId: undoneQuest } = {
      broker: brokers[4] as Broker,
      questId: quests[4]?.questId ?? '',
    };
    const watch = new LedgerWatch(api, admin);
    // One after another, so that payment dies at another step of each.
    const claims = quests.map(async ({ broker, questId }, index) => {
      await new Promise((wake) => setTimeout(wake, index * 60));
      return ok(await broker.claim(questId), 'claim').executionId as string;
    });
    await new Promise((wake) => setTimeout(wake, 150));
    stack.running.findLast(({ name }) => name === 'payment')?.child.kill('SIGKILL');
    const diedMs = Date.now();
    const executions = await Promise.all(claims);

    // Of the last nothing can have been paid in money. It is called off in the meantime.
    ok(
      await api.post(`/v1/workflow-executions/${executions[4]}:cancel`, { reason: 'flow' }, { token: admin }),
      'cancel',
    );
    await new Promise((wake) => setTimeout(wake, diedMs + 10_000 - Date.now()));
    await stack.add('payment', { BB_INSTANCE: 'payment-next' });

    for (const { broker, questId } of quests.slice(0, 4)) {
      const ended = await eventually(async () => {
        const quest = await broker.quest(questId);
        expect(['QUEST_STATUS_CLAIMED', 'QUEST_STATUS_COMPLETED']).toContain(quest.status);
        return quest.status as string;
      }, 30_000);
      const isPaid = ended === 'QUEST_STATUS_CLAIMED';
      expect(await paid(broker)).toEqual(
        isPaid ? { marks: PAY, items: { 'ice-chest': 1 }, regard: [6, 3] } : NOTHING_PAID,
      );
    }
    await undone.untilQuest(undoneQuest, 'COMPLETED', 40_000);
    expect(await paid(undone)).toEqual(NOTHING_PAID);

    for (const { broker, questId } of quests) {
      if ((await broker.quest(questId)).status === 'QUEST_STATUS_COMPLETED') ok(await broker.claim(questId), 'claim');
      await broker.untilQuest(questId, 'CLAIMED', 20_000);
      expect(await paid(broker)).toEqual({ marks: PAY, items: { 'ice-chest': 1 }, regard: [6, 3] });
    }
    const { audits, findings } = await watch.end();
    expect(findings).toEqual([]);
    // Payment answers none while it is down.
    expect(audits).toBeGreaterThan(0);
    // The gateway lets payment rest for a while after it was dead.
    await eventually(async () => expect(await auditLedger(api, admin)).toEqual([]), 45_000);
  }, 140_000);
});
