import { DealSettled, PartHarvested } from '@bodybroker/contracts-body-broker-integration';
import {
  ArcStarted,
  ArcStatus,
  BeatEnded,
  BeatKind,
  BeatRunStatus,
  BeatStarted,
  ChoiceMade,
  PacingPhase,
  TensionChanged,
} from '@bodybroker/contracts-story-teller';
import { QuestCompleted } from '@bodybroker/contracts-quest-system';
import { publishedEvents } from '@bodybroker/testing';
import { MemoryStore } from '@bodybroker/storage';
import { ManualClock, createTestBroker } from '@bodybroker/testing';
import { once, refused, StoryRig } from './story-rig.js';

const FORK = `
Rain on the slate. # gore
It smells of iron.
* [Left] You go left.
  ** [On] On, then {RANDOM(1, 1000)}. -> END
  ** [Back] Back. -> END
* [Right] You go right. -> END
`;

describe('playing a story', () => {
  let rig: StoryRig;
  beforeEach(async () => {
    rig = await StoryRig.start();
  });
  afterEach(async () => {
    await rig.stop();
  });

  it('offers the beat that needed most, then the one not seen yet', async () => {
    await rig.beat('always', { conditions: ['true'] });
    await rig.beat('fits', { conditions: ['hour == 8', 'tension < 10', '!("always" in seen)'] });
    const ann = rig.player('ann');
    const offered = async () =>
      (await ann.selectBeat({ playerId: 'ann' })).candidates
        .map(({ beatId }) => beatId)
        .filter((id) => id === 'always' || id === 'fits');
    expect(await offered()).toEqual(['fits', 'always']);
    expect(await offered()).toEqual(['fits', 'always']);
    const run = await rig.start('ann', 'fits');
    await ann.endBeat({ beatRunId: run.id });
    expect(await offered()).toEqual(['always', 'fits']);
  });

  it('tells a beat by choices to its end, and publishes each step once', async () => {
    await rig.ink('fork', FORK, { kind: BeatKind.SCENE, intensity: 40, tags: ['test'] });
    const ann = rig.player('ann');
    const run = await rig.start('ann', 'fork');
    expect(run).toMatchObject({
      title: 'fork',
      status: BeatRunStatus.RUNNING,
      turn: 0,
      text: ['Rain on the slate.', 'It smells of iron.'],
      choices: [
        { index: 0, text: 'Left' },
        { index: 1, text: 'Right' },
      ],
      tags: ['gore'],
    });
    const next = await ann.chooseOption({ beatRunId: run.id, choiceIndex: 0, expectedTurn: 0 });
    expect(next).toMatchObject({ turn: 1, text: ['You go left.'] });
    const last = await ann.chooseOption({ beatRunId: run.id, choiceIndex: 1, expectedTurn: 1 });
    expect(last).toMatchObject({ turn: 2, text: ['Back.'], choices: [] });
    const ended = await ann.endBeat({ beatRunId: run.id });
    expect(ended.status).toBe(BeatRunStatus.ENDED);
    expect(await ann.endBeat({ beatRunId: run.id })).toEqual(ended);
    const { broker } = rig.harness;
    expect(await publishedEvents(broker, BeatStarted, 1)).toMatchObject([
      {
        subject: 'narr.story.beat_started.ann',
        payload: { beatRunId: run.id, beatId: 'fork', kind: BeatKind.SCENE, intensity: 40, tags: ['test'] },
      },
    ]);
    expect(await publishedEvents(broker, ChoiceMade, 2)).toMatchObject([
      { payload: { turn: 0, text: 'Left', choiceIndex: 0 } },
      { payload: { turn: 1, text: 'Back', choiceIndex: 1 } },
    ]);
    expect(await publishedEvents(broker, BeatEnded, 1)).toMatchObject([
      { payload: { status: BeatRunStatus.ENDED, turns: 2 } },
    ]);
    const { entries } = await ann.getChronicle({ playerId: 'ann' });
    expect(entries.map(({ text }) => text)).toEqual(['fork: you chose “Back”.', 'fork: you chose “Left”.', 'fork.']);
  });

  it('answers the same start to the same key, and starts no second run', async () => {
    await rig.ink('fork', FORK);
    const key = once();
    const first = await rig.start('ann', 'fork', key);
    expect(await rig.start('ann', 'fork', key)).toEqual(first);
    await expect(rig.start('ann', 'fork')).rejects.toEqual(refused('BEAT_ACTIVE', { beat_run_id: first.id }));
    await expect(rig.player('ann').startBeat({ playerId: 'ann', beatId: 'fork' })).rejects.toEqual(
      refused('IDEMPOTENCY_KEY_REQUIRED'),
    );
    const both = await Promise.allSettled([rig.start('bob', 'fork'), rig.start('bob', 'fork')]);
    expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    expect((await rig.player('ann').getStoryState({ playerId: 'ann' })).activeBeat).toEqual(first);
  });

  it('lets one of two choices at once be made', async () => {
    await rig.ink('fork', FORK);
    const { id } = await rig.start('ann', 'fork');
    const ann = rig.player('ann');
    const both = await Promise.allSettled(
      [0, 1].map((choiceIndex) => ann.chooseOption({ beatRunId: id, choiceIndex, expectedTurn: 0 })),
    );
    expect(both.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    await expect(ann.chooseOption({ beatRunId: id, choiceIndex: 0, expectedTurn: 0 })).rejects.toMatchObject({
      code: 'VERSION_CONFLICT',
      details: { current_version: '1' },
    });
    const key = once();
    const again = { beatRunId: id, choiceIndex: 0, expectedTurn: 1 };
    const { activeBeat } = await ann.getStoryState({ playerId: 'ann' });
    if (activeBeat?.choices.length === 0) return;
    expect(await ann.chooseOption(again, key)).toEqual(await ann.chooseOption(again, key));
  });

  it('refuses what cannot be chosen, started or seen, and says why', async () => {
    await rig.ink('fork', FORK);
    await rig.beat('locked', { conditions: ['true', 'qualities["key"] >= 1'] });
    const run = await rig.start('ann', 'fork');
    const ann = rig.player('ann');
    const choose = (beatRunId: string, choiceIndex: number) =>
      ann.chooseOption({ beatRunId, choiceIndex, expectedTurn: 0 });
    await expect(choose(run.id, 2)).rejects.toEqual(refused('CHOICE_OUT_OF_RANGE'));
    await expect(choose('nonsense', 0)).rejects.toEqual(refused('BEAT_RUN_NOT_FOUND'));
    await expect(choose('brn_ann.main.99', 0)).rejects.toEqual(refused('BEAT_RUN_NOT_FOUND'));
    await expect(rig.player('bob').endBeat({ beatRunId: run.id })).rejects.toEqual(refused('NOT_YOUR_BEAT'));
    await expect(rig.player('bob').getStoryState({ playerId: 'ann' })).rejects.toMatchObject({
      code: 'PERMISSION_DENIED',
    });
    await ann.endBeat({ beatRunId: run.id });
    await expect(choose(run.id, 0)).rejects.toEqual(refused('BEAT_OVER', { status: 'ENDED' }));
    await expect(rig.start('ann', 'locked')).rejects.toEqual(
      refused('BEAT_NOT_ELIGIBLE', { failed: 'qualities["key"] >= 1' }),
    );
    await expect(rig.start('ann', 'no-such-beat')).rejects.toEqual(refused('BEAT_NOT_FOUND'));
    await rig.saga.adjustQuality({ playerId: 'ann', name: 'key', change: { oneofKind: 'set', set: 1 } }, once());
    expect((await rig.start('ann', 'locked')).text).toEqual(['locked']);
  });

  it('keeps once, cooldown and exclusive groups', async () => {
    await rig.beat('first', { once: true, exclusiveGroup: 'ways' });
    await rig.beat('other', { exclusiveGroup: 'ways' });
    await rig.beat('again', { cooldownGms: 7_200_000n });
    const play = async (beatId: string): Promise<void> => {
      const { id } = await rig.start('ann', beatId);
      await rig.player('ann').endBeat({ beatRunId: id });
    };
    await play('first');
    await play('again');
    await expect(rig.start('ann', 'first')).rejects.toEqual(refused('BEAT_NOT_ELIGIBLE', { failed: 'once' }));
    await expect(rig.start('ann', 'other')).rejects.toEqual(
      refused('BEAT_NOT_ELIGIBLE', { failed: 'exclusive_group' }),
    );
    await expect(rig.start('ann', 'again')).rejects.toEqual(refused('BEAT_NOT_ELIGIBLE', { failed: 'cooldown' }));
    await rig.hour(10);
    await rig.until(() => play('again'));
  });

  it('holds horror back while tension fades', async () => {
    await rig.beat('horror', { intensity: 60 });
    await rig.beat('climax', { intensity: 90, kind: BeatKind.CLIMAX });
    await rig.beat('rest', { intensity: -20, kind: BeatKind.RESPITE });
    const ann = rig.player('ann');
    const phase = async () => PacingPhase[(await ann.getStoryState({ playerId: 'ann' })).pacing?.phase ?? 0];
    const offered = async () =>
      (await ann.selectBeat({ playerId: 'ann', limit: 50 })).candidates
        .map(({ beatId }) => beatId)
        .filter((id) => ['horror', 'climax', 'rest'].includes(id))
        .sort();
    await rig.record('ann', 45);
    await rig.record('ann', 45);
    expect(await phase()).toBe('SUSTAIN');
    expect(await offered()).toEqual(['climax', 'horror', 'rest']);
    await rig.hour(9);
    await rig.until(async () => expect(await phase()).toBe('FADE'));
    expect(await offered()).toEqual(['climax', 'rest']);
    await expect(rig.start('ann', 'horror')).rejects.toEqual(refused('BEAT_NOT_ELIGIBLE', { failed: 'pacing' }));
    await rig.hour(11);
    await rig.until(async () => expect(await phase()).toBe('RELAX'));
    expect(await offered()).toEqual(['climax', 'rest']);
    await rig.hour(12);
    await rig.until(async () => expect(await phase()).toBe('BUILD_UP'));
    expect(await offered()).toEqual(['climax', 'horror', 'rest']);
    const told = await publishedEvents(rig.harness.broker, TensionChanged);
    expect(told.map(({ payload }) => PacingPhase[payload.newPhase])).toEqual([
      'BUILD_UP',
      'SUSTAIN',
      'FADE',
      'RELAX',
      'BUILD_UP',
    ]);
  });

  it('goes on after a restart as if there had been none, and stays on the ink it began with', async () => {
    const clock = new ManualClock();
    const store = new MemoryStore('story-teller', { clock });
    const broker = createTestBroker();
    const shared = { clock, store, broker };
    await rig.stop();
    rig = await StoryRig.start(shared);
    await rig.ink('fork', FORK);
    const play = (who: string, choiceIndex: number, expectedTurn: number) =>
      rig.player(who).chooseOption({ beatRunId: `brn_${who}.main.1`, choiceIndex, expectedTurn });
    await rig.start('ann', 'fork');
    await rig.start('bob', 'fork');
    await play('ann', 0, 0);
    const whole = await play('ann', 0, 1);
    await play('bob', 0, 0);
    await rig.stop();
    rig = await StoryRig.start(shared);
    await rig.ink('fork', 'Something else. -> END');
    expect((await play('bob', 0, 1)).text).toEqual(whole.text);
  });

  it('ends a run as failed whose saved state no longer fits', async () => {
    await rig.ink('fork', FORK);
    const { id } = await rig.start('ann', 'fork');
    const shard = rig.harness.store.shard('ann');
    const stored = await shard.get('run', id);
    const run = JSON.parse(Buffer.from(stored?.bytes ?? []).toString()) as object;
    await shard.commit({ puts: [{ kind: 'run', id, bytes: Buffer.from(JSON.stringify({ ...run, inkState: '{}' })) }] });
    const failed = await rig.player('ann').chooseOption({ beatRunId: id, choiceIndex: 0, expectedTurn: 0 });
    expect(failed.status).toBe(BeatRunStatus.FAILED);
    expect((await rig.player('ann').getStoryState({ playerId: 'ann' })).activeBeat).toBeUndefined();
  });

  it('stops ink that goes round and round', async () => {
    await rig.ink('circle', '-> a\n== a\n-> b\n== b\n-> a\n');
    await rig.ink('trap', 'Here.\n* [In] -> a\n* [Out] Out. -> END\n== a\n-> a\n');
    await expect(rig.start('ann', 'circle')).rejects.toEqual(refused('INK_TOO_LONG', { max_steps: '10000' }));
    const { id } = await rig.start('ann', 'trap');
    const ann = rig.player('ann');
    await expect(ann.chooseOption({ beatRunId: id, choiceIndex: 0, expectedTurn: 0 })).rejects.toEqual(
      refused('INK_TOO_LONG'),
    );
    expect((await ann.chooseOption({ beatRunId: id, choiceIndex: 1, expectedTurn: 0 })).text).toEqual(['Out.']);
  });

  it('leaves out what a player does not want to read, and all of it while nobody can say', async () => {
    await rig.ink('fork', FORK);
    rig.peers.settings.set('content.gore', 'OFF');
    expect((await rig.start('ann', 'fork')).text).toEqual(['It smells of iron.']);
    rig.peers.settings.set('content.gore', 'FULL');
    expect((await rig.start('bob', 'fork')).text).toEqual(['Rain on the slate.', 'It smells of iron.']);
  });

  it('counts an event once, however often it comes, and moves an arc by what it leads to', async () => {
    await rig.beat('inside', { arcId: 'tale' });
    await rig.arc({
      id: 'tale',
      title: 'The Tale',
      start: 'qualities["parts.harvested"] >= 2',
      acts: [{ id: 'one', beatIds: ['inside'] }],
      endings: [{ id: 'end', title: 'The End', condition: 'qualities["parts.harvested"] >= 3' }],
    });
    const harvest = (eventId: string) =>
      rig.tell(PartHarvested, { playerId: 'ann', worldId: 'main', partType: 'eye', locationId: 'ash-kilns' }, 'ann', {
        eventId,
      });
    const ann = rig.player('ann');
    const state = () => ann.getStoryState({ playerId: 'ann' });
    const tale = async () => (await state()).arcs.find(({ arcId }) => arcId === 'tale');
    await harvest('one');
    await harvest('one');
    await rig.until(async () => expect((await state()).tension).toBe(12));
    expect(await tale()).toMatchObject({ status: ArcStatus.DORMANT });
    await expect(rig.start('ann', 'inside')).rejects.toEqual(refused('BEAT_NOT_ELIGIBLE', { failed: 'arc' }));
    await harvest('two');
    await rig.until(async () => expect(await tale()).toMatchObject({ status: ArcStatus.ACTIVE, actId: 'one' }));
    await harvest('three');
    await rig.until(async () => expect(await tale()).toMatchObject({ status: ArcStatus.COMPLETED, endingId: 'end' }));
    await publishedEvents(rig.harness.broker, ArcStarted, 1);
    const { text } = await ann.summarizeChronicle({ playerId: 'ann' });
    expect(text).toContain('The Tale');
    expect((await ann.summarizeChronicle({ playerId: 'ann', maxWords: 5 })).text.split(' ').length).toBeLessThanOrEqual(
      5,
    );
    expect((await ann.getChronicle({ playerId: 'ann' })).entries.map((entry) => entry.text)).toContain(
      'You took an eye at ash kilns.',
    );
  });

  it('keeps an event heard late under the time it happened', async () => {
    const nine = 9n * 3_600_000n;
    const deal = { playerId: 'ann', worldId: 'main', npcId: 'pip', price: 5n };
    await rig.beat('late', { conditions: ['hour == 20'] });
    await rig.hour(20);
    await rig.until(() => rig.start('ann', 'late'));
    await rig.tell(PartHarvested, { playerId: 'ann', worldId: 'main', partType: 'eye', gms: nine }, 'ann');
    await rig.tell(DealSettled, { deal }, 'ann', { gameTimeGms: nine + 1n });
    await rig.tell(QuestCompleted, { playerId: 'ann', definitionId: 'first-cut', title: 'First Cut' }, 'ann');
    await rig.until(async () => {
      const { entries } = await rig.player('ann').getChronicle({ playerId: 'ann' });
      const times = Object.fromEntries(entries.map(({ type, gms }) => [type, gms]));
      expect(times).toMatchObject({
        'game.part.harvested': nine,
        'game.deal.settled': nine + 1n,
        'game.quest.completed': 20n * 3_600_000n,
      });
    });
  });
});
