import { ClientSessionOpened } from '@bodybroker/contracts-body-broker-integration';
import { LoreRevealed } from '@bodybroker/contracts-knowledge-base';
import { QuestCompleted } from '@bodybroker/contracts-quest-system';
import { ArcEnded, ArcStatus, BeatEffects, type Beat } from '@bodybroker/contracts-story-teller';
import { WeatherState } from '@bodybroker/contracts-weather-manager';
import { FactChanged } from '@bodybroker/contracts-world-state';
import { RpcError, runInContext, type CallContext } from '@bodybroker/nats-sdk';
import { ManualClock, publishedEvents } from '@bodybroker/testing';
import type { PartialMessage } from '@protobuf-ts/runtime';
import { once, refused, StoryRig } from './story-rig.js';

const EVERYTHING: PartialMessage<Beat> = {
  effects: {
    qualities: [{ name: 'nerve', change: { oneofKind: 'delta', delta: 2 } }],
    facts: [
      { key: 'archive.open', value: { oneofKind: 'boolValue', boolValue: true } },
      { key: 'heat.ash-ward', value: { oneofKind: 'intValue', intValue: 7n } },
    ],
    weather: {
      regionId: 'ash-ward',
      state: WeatherState.BLOODRAIN,
      intensity: 0.5,
      durationGms: 3_600_000n,
      priority: 3,
    },
    questDefinitionId: 'the-missing-page',
    revealDocumentId: 'bloodrain',
    relationships: [{ npcId: 'pip', trust: 5, fear: -2 }],
  },
};

describe('what beats do', () => {
  let rig: StoryRig;
  let clock: ManualClock;
  beforeEach(async () => {
    clock = new ManualClock();
    rig = await StoryRig.start({ clock });
  });
  afterEach(async () => {
    await rig.stop();
  });

  const methods = (): string[] => rig.peers.asked.map(({ method }) => method).sort();

  it('is done once each by the service that owns it, under a key of its own', async () => {
    await rig.beat('all', EVERYTHING);
    const run = await rig.start('ann', 'all');
    await rig.until(() =>
      expect(methods()).toEqual([
        'adjustRelationship',
        'applyChanges',
        'offerQuest',
        'overrideWeather',
        'revealDocument',
      ]),
    );
    expect(rig.peers.asked.map(({ key }) => key).sort()).toEqual([1, 2, 3, 4, 5].map((n) => `${run.id}:0:${n}`));
    const ask = (method: string) => rig.peers.asked.find((asked) => asked.method === method);
    expect(ask('overrideWeather')).toMatchObject({
      actor: 'service:story-teller',
      correlationId: 'req-test~beat:1',
      request: {
        regionId: 'ash-ward',
        state: WeatherState.BLOODRAIN,
        durationGms: 3_600_000n,
        intensity: 0.5,
        priority: 3,
      },
    });
    expect(ask('adjustRelationship')?.request).toMatchObject({
      npcId: 'pip',
      playerId: 'ann',
      deltas: { trust: 5, fear: -2 },
    });
    expect(ask('offerQuest')?.request).toEqual({ playerId: 'ann', definitionId: 'the-missing-page' });
    expect(ask('revealDocument')?.request).toMatchObject({ playerId: 'ann', documentId: 'bloodrain' });
    expect(rig.peers.facts.get('heat.ash-ward')).toEqual({ oneofKind: 'intValue', intValue: 7n });
    expect((await rig.player('ann').getStoryState({ playerId: 'ann' })).qualities).toMatchObject({ nerve: 2 });
  });

  it('is done as the ink comes to it', async () => {
    const named = {
      more: BeatEffects.create({
        qualities: [{ name: 'coin', change: { oneofKind: 'delta', delta: 3 } }],
        revealDocumentId: 'ledger-law',
      }),
    };
    await rig.ink('fork', 'Here.\n* [Yes] You do. # effect: more\n* [No] You do not. # effect: nothing\n- -> END', {
      namedEffects: named,
    });
    const run = await rig.start('ann', 'fork');
    expect(rig.peers.asked).toEqual([]);
    const choice = { beatRunId: run.id, choiceIndex: 0, expectedTurn: 0 };
    const key = once();
    const told = await rig.player('ann').chooseOption(choice, key);
    expect(await rig.player('ann').chooseOption(choice, key)).toEqual(told);
    await rig.until(() => expect(rig.peers.asked.map(({ key: id }) => id)).toEqual([`${run.id}:1:1`]));
    expect((await rig.player('ann').getStoryState({ playerId: 'ann' })).qualities).toEqual({ coin: 3 });
  });

  it('waits for a service that is away, and never fails the player', async () => {
    rig.peers.failing.set('revealDocument', new RpcError('UNAVAILABLE', 'AWAY', 'away'));
    await rig.beat('all', EVERYTHING);
    const run = await rig.start('ann', 'all');
    expect(run.text).toEqual(['all']);
    await rig.until(() => expect(methods()).toContain('revealDocument (failed)'));
    rig.peers.failing.clear();
    await rig.until(async () => {
      clock.advance(60_000);
      await Promise.resolve();
      expect(methods()).toContain('revealDocument');
    });
    const keys = rig.peers.asked.filter(({ method }) => method.startsWith('reveal')).map(({ key }) => key);
    expect(new Set(keys).size).toBe(1);
    expect(methods().filter((method) => method === 'overrideWeather')).toHaveLength(1);
  }, 20_000);

  it('does not excite again by what comes of it, but is remembered', async () => {
    const correlationId = 'abc~beat:1';
    const lore = { playerId: 'ann', collection: 'lore', documentId: 'bloodrain', title: 'Bloodrain' };
    await rig.tell(LoreRevealed, lore, 'ann', { correlationId });
    await rig.tell(QuestCompleted, { playerId: 'ann', definitionId: 'first-cut', title: 'First Cut' }, 'ann', {
      correlationId,
    });
    await rig.beat('after', { conditions: ['"bloodrain" in lore && "first-cut" in quests_done'] });
    await rig.until(() => rig.start('ann', 'after'));
    const { entries } = await rig.player('ann').getChronicle({ playerId: 'ann' });
    expect(entries.map(({ type }) => type)).not.toContain('narr.lore.revealed');
    expect((await rig.player('ann').getStoryState({ playerId: 'ann' })).tension).toBe(0);
  });

  it('asks nothing of others far down a chain of beats', async () => {
    await rig.beat('all', EVERYTHING);
    const context = {
      actor: { kind: 'player', id: 'ann' },
      scopes: [],
      requestId: 'r',
      correlationId: 'abc~beat:4',
      causationId: 'r',
      worldId: 'main',
      locale: 'en',
      idempotencyKey: undefined,
      signal: new AbortController().signal,
    } as unknown as CallContext;
    await runInContext(context, () =>
      rig.player('ann').startBeat({ playerId: 'ann', beatId: 'all' }, { ...once(), context }),
    );
    await rig.beat('small', { effects: { revealDocumentId: 'ledger-law' } });
    await rig.start('bob', 'small');
    await rig.until(() => expect(methods()).toEqual(['revealDocument']));
    expect(rig.peers.asked[0]?.request).toMatchObject({ playerId: 'bob' });
  });

  it('ends an arc once, whatever beats say later', async () => {
    await rig.beat('end', { arcId: 'tale', effects: { endingId: 'good' } });
    await rig.beat('end-badly', { arcId: 'tale', effects: { endingId: 'bad' } });
    await rig.arc({
      id: 'tale',
      title: 'The Tale',
      acts: [{ id: 'one', beatIds: ['end', 'end-badly'] }],
      endings: [
        { id: 'good', title: 'Good' },
        { id: 'bad', title: 'Bad', failure: true },
      ],
    });
    const run = await rig.start('ann', 'end');
    await rig.player('ann').endBeat({ beatRunId: run.id });
    await expect(rig.start('ann', 'end-badly')).rejects.toEqual(refused('BEAT_NOT_ELIGIBLE', { failed: 'arc' }));
    expect(await publishedEvents(rig.harness.broker, ArcEnded, 1)).toMatchObject([
      { payload: { arcId: 'tale', endingId: 'good', status: ArcStatus.COMPLETED } },
    ]);
  });

  it('reads the facts of the world, and says so when nobody can tell them', async () => {
    await rig.beat('open', { conditions: ['facts["archive.open"]'] });
    await expect(rig.start('ann', 'open')).rejects.toEqual(refused('BEAT_NOT_ELIGIBLE'));
    rig.peers.facts.set('archive.open', { oneofKind: 'boolValue', boolValue: true });
    await rig.tell(FactChanged, { worldId: 'main', key: 'archive.open' }, undefined);
    await rig.until(() => rig.start('ann', 'open'));
    rig.peers.failing.set('listFacts', new RpcError('UNAVAILABLE', 'AWAY', 'away'));
    clock.advance(2000);
    await expect(rig.start('bob', 'open')).rejects.toEqual(refused('CONDITIONS_UNKNOWN'));
    const { candidates } = await rig.player('bob').selectBeat({ playerId: 'bob', limit: 50 });
    expect(candidates.map(({ beatId }) => beatId)).not.toContain('open');
  });

  it('is recapped to who comes back after half a day', async () => {
    await rig.record('ann', 5, 'game.quest.completed');
    const ms = 24 * 3_600_000;
    const session = { playerId: 'ann', sessionId: 's', openedMs: BigInt(ms), lastSeenMs: 1n };
    await rig.tell(ClientSessionOpened, { ...session, lastSeenMs: BigInt(ms - 1000) }, 'ann');
    await rig.tell(ClientSessionOpened, session, 'ann', { eventId: 'open' });
    await rig.tell(ClientSessionOpened, session, 'ann', { eventId: 'open' });
    await rig.until(async () => {
      const { entries } = await rig.player('ann').getChronicle({ playerId: 'ann' });
      expect(entries.map(({ type }) => type)).toEqual(['story.recap', 'game.quest.completed']);
      expect(entries[0]?.text).toBe('You have been away. Weight 5.');
    });
  });
});
