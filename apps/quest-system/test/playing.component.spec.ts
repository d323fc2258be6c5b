import {
  QuestAccepted,
  QuestCompleted,
  QuestFailed,
  FailureCause,
  QuestObjectiveProgressed,
  QuestStatus,
  QuestStepCompleted,
  StepStatus,
  type Quest,
} from '@bodybroker/contracts-quest-system';
import { HoursSkipped } from '@bodybroker/contracts-time-manager';
import { eventually, publishedEvents } from '@bodybroker/testing';
import { once, QuestRig, refused } from './quest-rig.js';

const HOUR = 3_600_000;

describe('playing quests', () => {
  let rig: QuestRig;
  beforeEach(async () => {
    rig = await QuestRig.start();
  });
  afterEach(async () => {
    await rig.stop();
  });

  const stepsOf = (quest: Quest): Record<string, string> =>
    Object.fromEntries(quest.steps.map(({ stepId, status }) => [stepId, StepStatus[status] ?? '']));
  const untilSteps = (questId: string, steps: Record<string, string>): Promise<Quest> =>
    eventually(async () => {
      const quest = await rig.admin.getQuest({ questId });
      expect(stepsOf(quest)).toMatchObject(steps);
      return quest;
    });

  it('completes the first cut by two eyes, and counts an event that comes twice once', async () => {
    const { id } = await rig.accept('ann', 'first-cut');
    expect(id).toBe('qst_ann.1');
    await rig.harvest('ann', 'liver');
    await rig.harvest('ann', 'eye', 'the-first');
    await rig.harvest('bob', 'eye');
    const half = await eventually(async () => {
      const quest = await rig.player('ann').getQuest({ questId: id });
      expect(quest.steps[0]?.objectives[0]).toMatchObject({ objectiveId: 'eyes', progress: 1, count: 2 });
      return quest;
    });
    expect(half.steps[0]?.objectives).toHaveLength(2);
    await rig.harvest('ann', 'eye', 'the-first');
    await rig.harvest('ann', 'eye', 'the-second');
    await rig.untilStatus(id, QuestStatus.COMPLETED);
    expect(await publishedEvents(rig.harness.broker, QuestAccepted, 1)).toMatchObject([
      { playerId: 'ann', subject: 'game.quest.accepted.ann', payload: { questId: id, definitionId: 'first-cut' } },
    ]);
    const progressed = await publishedEvents(rig.harness.broker, QuestObjectiveProgressed, 3);
    expect(progressed.map(({ payload }) => [payload.objectiveId, payload.progress, payload.causeEventId])).toEqual([
      ['eyes', 1, 'the-first'],
      ['clean-cut', 1, 'the-first'],
      ['eyes', 2, 'the-second'],
    ]);
    expect(await publishedEvents(rig.harness.broker, QuestCompleted, 1)).toMatchObject([
      { payload: { questId: id, giverNpcId: 'odile-marrow', doneStepIds: ['two-eyes'] } },
    ]);
  });

  it('opens steps in order, two at once, and joins them', async () => {
    const { id } = await rig.accept('ann', 'paper-trail');
    await rig.talk('ann', 'odile-marrow');
    await rig.enter('ann', 'ledger-licence-office');
    await rig.talk('ann', 'hesper-quill');
    await untilSteps(id, { apply: 'DONE', 'sign-money': 'OPEN', 'sign-trade': 'OPEN', seal: 'LOCKED' });
    await rig.talk('ann', 'odile-marrow');
    await untilSteps(id, { 'sign-trade': 'DONE', seal: 'LOCKED' });
    await rig.talk('ann', 'clerk-fennimore');
    await untilSteps(id, { seal: 'OPEN' });
    await rig.talk('ann', 'hesper-quill');
    await rig.untilStatus(id, QuestStatus.COMPLETED);
    expect((await publishedEvents(rig.harness.broker, QuestStepCompleted, 4))[0]?.payload).toMatchObject({
      stepId: 'apply',
      openedStepIds: ['sign-money', 'sign-trade'],
    });
  });

  it('waits for a choice, closes the other way, and goes on from the chosen one', async () => {
    const { id } = await rig.accept('ann', 'open-the-gate');
    await rig.talk('ann', 'sergeant-bly');
    await untilSteps(id, { 'pay-the-toll': 'OFFERED', 'do-the-favour': 'OFFERED' });
    await rig.enter('ann', 'gallows-cells');
    const ann = rig.player('ann');
    await expect(ann.chooseBranch({ questId: id, stepId: 'at-the-gate' })).rejects.toEqual(
      refused('STEP_NOT_OFFERED', { status: 'LOCKED' }),
    );
    await expect(ann.chooseBranch({ questId: id, stepId: 'the-roof' })).rejects.toEqual(refused('STEP_NOT_FOUND'));
    await expect(ann.chooseBranch({ questId: id, stepId: 'do-the-favour', expectedVersion: 99n })).rejects.toEqual(
      refused('VERSION_CONFLICT'),
    );
    const chosen = await ann.chooseBranch({ questId: id, stepId: 'do-the-favour' });
    expect(stepsOf(chosen)).toMatchObject({ 'pay-the-toll': 'CLOSED', 'do-the-favour': 'OPEN' });
    // What happened before the step was open does not count.
    expect(chosen.steps.find(({ stepId }) => stepId === 'do-the-favour')?.objectives[0]?.progress).toBe(0);
    const again = await ann.chooseBranch({ questId: id, stepId: 'do-the-favour' });
    expect(again.version).toBe(chosen.version);
    await expect(ann.chooseBranch({ questId: id, stepId: 'pay-the-toll' })).rejects.toEqual(
      refused('STEP_NOT_OFFERED'),
    );
    await rig.enter('ann', 'gallows-cells');
    await rig.talk('ann', 'warder-holm');
    await untilSteps(id, { 'at-the-gate': 'OPEN' });
    await rig.enter('ann', 'bone-gate');
    await rig.untilStatus(id, QuestStatus.COMPLETED);
  });

  it('waits for an hour of the game clock, also over hours that are skipped', async () => {
    const { id } = await rig.accept('ann', 'drain-the-undercroft');
    await rig.talk('ann', 'ferryman-low');
    await untilSteps(id, { 'the-sluice': 'OPEN' });
    await rig.talk('ann', 'bath-keeper-ines');
    await untilSteps(id, { 'the-tide': 'OPEN' });
    await rig.enter('ann', 'drowned-stairs');
    await rig.tell(HoursSkipped, { worldId: 'main', gms: 0n, toGms: BigInt(27 * HOUR) } as object, undefined);
    await rig.hour(28);
    await rig.untilStatus(id, QuestStatus.COMPLETED);
  });

  it('counts a fact that is true already as a step opens, and one that comes true later', async () => {
    await rig.admin.offerQuest({ playerId: 'ann', definitionId: 'the-missing-page' });
    const { id } = await rig.accept('ann', 'the-missing-page');
    await rig.talk('ann', 'clerk-fennimore');
    await untilSteps(id, { 'who-kept-it': 'DONE' });
    await rig.saga.recordObjectiveProgress({ questId: id, objectiveId: 'clue', amount: 1, eventId: 'found' });
    await untilSteps(id, { 'until-it-drains': 'OPEN' });
    await rig.fact('undercroft.drained', true);
    await untilSteps(id, { 'until-it-drains': 'DONE', 'the-clerk': 'OPEN' });
    await rig.admin.offerQuest({ playerId: 'bob', definitionId: 'the-missing-page' });
    const bobs = await rig.accept('bob', 'the-missing-page');
    await rig.saga.recordObjectiveProgress({ questId: bobs.id, objectiveId: 'clue', amount: 1, eventId: 'found' });
    await rig.talk('bob', 'clerk-fennimore');
    await untilSteps(bobs.id, { 'the-clerk': 'OPEN' });
  });

  it('fails by its failure condition, and leaves room for another try', async () => {
    const { id } = await rig.accept('ann', 'a-pint-for-moll');
    await rig.spoil('ann', 'blood');
    await rig.untilStatus(id, QuestStatus.FAILED);
    expect(await publishedEvents(rig.harness.broker, QuestFailed, 1)).toMatchObject([
      { payload: { questId: id, cause: FailureCause.CONDITION } },
    ]);
    expect((await rig.accept('ann', 'a-pint-for-moll')).id).toBe('qst_ann.2');
  });

  it('expires when its time is over, once, and not before', async () => {
    const { id, deadlineGms } = await rig.accept('ann', 'a-pint-for-moll');
    expect(deadlineGms).toBe(BigInt((8 + 12 + 1) * HOUR));
    await rig.hour(20);
    await rig.hour(21);
    await rig.untilStatus(id, QuestStatus.EXPIRED);
    await rig.hour(22);
    await rig.harvest('ann', 'blood');
    expect(await publishedEvents(rig.harness.broker, QuestFailed, 1)).toMatchObject([
      { payload: { cause: FailureCause.EXPIRED } },
    ]);
  });

  it('is given up by its player, whose version must be the present one', async () => {
    const { id } = await rig.accept('ann', 'first-cut');
    const ann = rig.player('ann');
    await expect(ann.abandonQuest({ questId: id, expectedVersion: 7n })).rejects.toEqual(
      refused('VERSION_CONFLICT', { current_version: '1' }),
    );
    expect((await ann.abandonQuest({ questId: id, expectedVersion: 1n })).status).toBe(QuestStatus.ABANDONED);
    await expect(ann.abandonQuest({ questId: id })).rejects.toEqual(
      refused('QUEST_NOT_ACTIVE', { status: 'ABANDONED' }),
    );
    await expect(
      rig.saga.recordObjectiveProgress({ questId: id, objectiveId: 'eyes', amount: 1, eventId: 'x' }),
    ).rejects.toEqual(refused('QUEST_NOT_ACTIVE'));
  });

  it('keeps players from the quests of others', async () => {
    const { id } = await rig.accept('ann', 'first-cut');
    const bob = rig.player('bob');
    for (const call of [
      bob.getQuest({ questId: id }),
      bob.abandonQuest({ questId: id }),
      bob.chooseBranch({ questId: id, stepId: 'two-eyes' }),
      bob.claimRewards({ questId: id }, once()),
    ]) {
      await expect(call).rejects.toEqual(refused('NOT_YOUR_QUEST'));
    }
    await expect(bob.listQuests({ playerId: 'ann' })).rejects.toEqual(refused('NOT_YOUR_PLAYER'));
    await expect(bob.beginRewarding({ questId: id })).rejects.toEqual(refused('ACCESS_DENIED'));
    await expect(bob.getQuest({ questId: 'qst_bob.9' })).rejects.toEqual(refused('QUEST_NOT_FOUND'));
    await expect(bob.getQuest({ questId: 'quest' })).rejects.toEqual(refused('QUEST_NOT_FOUND'));
  });

  it('counts what a service reports once for each event, and not beyond the count', async () => {
    const { id } = await rig.accept('ann', 'first-cut');
    const report = { questId: id, objectiveId: 'eyes', eventId: 'shot-1' };
    const first = await rig.saga.recordObjectiveProgress({ ...report, amount: 1 });
    const again = await rig.saga.recordObjectiveProgress({ ...report, amount: 1 });
    expect(again.version).toBe(first.version);
    await expect(
      rig.saga.recordObjectiveProgress({ ...report, objectiveId: 'noses', amount: 1, eventId: 'n' }),
    ).rejects.toEqual(refused('OBJECTIVE_NOT_FOUND'));
    const done = await rig.saga.recordObjectiveProgress({ ...report, amount: 100, eventId: 'shot-2' });
    expect(done.status).toBe(QuestStatus.COMPLETED);
    expect(done.steps[0]?.objectives[0]?.progress).toBe(2);
  });

  it('shows a watcher the open quests, then each change', async () => {
    const { id } = await rig.accept('ann', 'first-cut');
    const leaving = new AbortController();
    const seen: string[] = [];
    const watching = (async () => {
      for await (const quest of rig.player('ann').watchQuests({ playerId: 'ann' }, { signal: leaving.signal })) {
        seen.push(`${quest.id} ${QuestStatus[quest.status]}`);
        if (seen.length === 1) await rig.accept('ann', 'paper-trail');
        if (seen.length === 2) await rig.player('ann').abandonQuest({ questId: id });
        if (seen.length === 3) return;
      }
    })();
    await watching;
    leaving.abort();
    expect(seen).toEqual(['qst_ann.1 ACTIVE', 'qst_ann.2 ACTIVE', 'qst_ann.1 ABANDONED']);
  });
});
