import { PartHarvested } from '@bodybroker/contracts-body-broker-integration';
import { ErrorCode } from '@bodybroker/contracts-common';
import { ExecutionStatus, WorkflowCompensated, WorkflowStuck } from '@bodybroker/contracts-orchestration';
import { QuestClaimed, QuestStatus } from '@bodybroker/contracts-quest-system';
import { eventually, publishedEvents } from '@bodybroker/testing';
import { once, QuestRig, refused } from './quest-rig.js';

describe('rewards', () => {
  let rig: QuestRig;
  beforeEach(async () => {
    rig = await QuestRig.start();
  });
  afterEach(async () => {
    await rig.stop();
  });

  /** Ann's first quest, done. */
  const completed = async (definitionId = 'first-cut', objectiveId = 'eyes'): Promise<string> => {
    const { id } = await rig.accept('ann', definitionId);
    const report = { questId: id, objectiveId, amount: 5, eventId: `done-${id}` };
    expect((await rig.saga.recordObjectiveProgress(report)).status).toBe(QuestStatus.COMPLETED);
    return id;
  };
  const undone = (questId: string, executionId: string, reason: string): Promise<void> =>
    rig.tell(
      WorkflowCompensated,
      {
        executionId,
        definitionId: 'quest_reward',
        workflowId: questId,
        playerId: 'ann',
        stepId: 'items',
        error: { code: ErrorCode.FAILED_PRECONDITION, reason, message: reason, details: {}, retryable: false },
      },
      undefined,
    );
  const claimProblem = (questId: string, problem: string): Promise<unknown> =>
    eventually(async () => {
      expect((await rig.admin.getQuest({ questId })).claimProblem).toBe(problem);
    });

  it('are paid by a workflow that knows all it needs', async () => {
    const questId = await completed();
    const claim = await rig.player('ann').claimRewards({ questId }, once());
    expect(claim).toMatchObject({ workflowId: questId, executionId: 'wfx_1', quest: { executionId: 'wfx_1' } });
    expect(rig.peers.executions).toEqual([
      {
        id: 'wfx_1',
        key: `${questId}:claim:1`,
        actor: 'service:quest-system',
        workflowId: questId,
        status: ExecutionStatus.PENDING,
        input: {
          quest_id: questId,
          claim: 1,
          player_id: 'ann',
          world_id: 'main',
          definition_id: 'first-cut',
          title: 'First Cut',
          giver_npc_id: 'odile-marrow',
          reason: 'quest.claimed',
          has_items: true,
          items: [{ item_id: 'ice-chest', count: '1' }],
          items_reference: `quest:${questId}:items`,
          has_money: true,
          currency: 'MARK',
          amount: '60',
          money_reference: `quest:${questId}:money`,
          has_standing: true,
          npc_id: 'odile-marrow',
          deltas: { trust: 6, respect: 3 },
          story_type: 'quest.claimed',
          story_weight: -10,
          story_text: 'First Cut: done, and paid for.',
          story_refs: [questId, 'first-cut', 'odile-marrow'],
        },
      },
    ]);
  });

  it('go from COMPLETED over REWARDING to CLAIMED, each step safe to repeat', async () => {
    const questId = await completed();
    await rig.player('ann').claimRewards({ questId }, once());
    const begin = { questId, claim: 1, executionId: 'wfx_1' };
    const begun = await rig.saga.beginRewarding(begin);
    expect(begun.status).toBe(QuestStatus.REWARDING);
    expect((await rig.saga.beginRewarding(begin)).version).toBe(begun.version);
    const finished = await rig.saga.finishRewarding({ questId, claim: 1, receipt: 'paid' });
    expect(finished.status).toBe(QuestStatus.CLAIMED);
    expect((await rig.saga.finishRewarding({ questId, claim: 1 })).version).toBe(finished.version);
    await expect(rig.saga.revertRewarding({ questId, claim: 1 })).rejects.toEqual(refused('NOT_REWARDING'));
    await expect(rig.player('ann').claimRewards({ questId }, once())).rejects.toEqual(
      refused('NOT_COMPLETED', { status: 'CLAIMED' }),
    );
    expect(await publishedEvents(rig.harness.broker, QuestClaimed, 1)).toMatchObject([
      { subject: 'game.quest.claimed.ann', payload: { questId, rewards: { flags: ['first-cut'] } } },
    ]);
    await expect(rig.accept('ann', 'first-cut')).rejects.toEqual(refused('QUEST_DONE'));
  });

  it('are claimed twice at once by one workflow', async () => {
    const questId = await completed();
    const ann = rig.player('ann');
    const claims = await Promise.all(Array.from({ length: 5 }, () => ann.claimRewards({ questId }, once())));
    expect(new Set(claims.map(({ executionId }) => executionId))).toEqual(new Set(['wfx_1']));
    await rig.saga.beginRewarding({ questId, claim: 1 });
    expect((await ann.claimRewards({ questId }, once())).executionId).toBe('wfx_1');
    expect(rig.peers.executions).toHaveLength(1);
  });

  it('answer the same claim again to the same key, whatever has happened since', async () => {
    const questId = await completed();
    const key = once();
    const first = await rig.player('ann').claimRewards({ questId }, key);
    await rig.saga.beginRewarding({ questId, claim: 1 });
    await rig.saga.finishRewarding({ questId, claim: 1 });
    expect(await rig.player('ann').claimRewards({ questId }, key)).toEqual(first);
    await expect(rig.player('ann').claimRewards({ questId: 'qst_ann.2' }, key)).rejects.toMatchObject({
      reason: expect.stringMatching(/IDEMPOTENCY_KEY_REUSED|QUEST_NOT_FOUND/) as string,
    });
    await expect(rig.player('ann').claimRewards({ questId })).rejects.toEqual(refused('IDEMPOTENCY_KEY_REQUIRED'));
  });

  it('can be claimed again by another execution after they were undone, and an old claim comes too late', async () => {
    const questId = await completed();
    await rig.player('ann').claimRewards({ questId }, once());
    await rig.saga.beginRewarding({ questId, claim: 1, executionId: 'wfx_1' });
    const reverted = await rig.saga.revertRewarding({ questId, claim: 1 });
    expect(reverted.status).toBe(QuestStatus.COMPLETED);
    expect((await rig.saga.revertRewarding({ questId, claim: 1 })).version).toBe(reverted.version);
    await undone(questId, 'wfx_1', 'INVENTORY_FULL');
    await claimProblem(questId, 'INVENTORY_FULL');
    await expect(rig.saga.beginRewarding({ questId, claim: 1 })).rejects.toEqual(refused('CLAIM_STALE'));
    const claim = await rig.player('ann').claimRewards({ questId }, once());
    expect(claim.executionId).toBe('wfx_2');
    await rig.saga.beginRewarding({ questId, claim: 2, executionId: 'wfx_2' });
    await undone(questId, 'wfx_1', 'LATE');
    expect((await rig.saga.finishRewarding({ questId, claim: 2 })).claimProblem).toBe('');
  });

  it('are reverted by the end of the workflow where no step did it', async () => {
    const questId = await completed();
    await rig.player('ann').claimRewards({ questId }, once());
    await rig.saga.beginRewarding({ questId, claim: 1, executionId: 'wfx_1' });
    await undone(questId, 'wfx_1', 'CANCELLED');
    await rig.untilStatus(questId, QuestStatus.COMPLETED);
  });

  it('stay locked while a workflow is stuck that may have paid something', async () => {
    const questId = await completed();
    await rig.player('ann').claimRewards({ questId }, once());
    await rig.saga.beginRewarding({ questId, claim: 1, executionId: 'wfx_1' });
    const stuck = { executionId: 'wfx_1', definitionId: 'quest_reward', workflowId: questId, playerId: 'ann' };
    await rig.tell(WorkflowStuck, { ...stuck, stepId: 'items' }, undefined);
    await rig.tell(WorkflowStuck, { ...stuck, definitionId: 'other' }, undefined);
    await undone('no-quest', 'wfx_1', 'X');
    expect((await rig.admin.getQuest({ questId })).status).toBe(QuestStatus.REWARDING);
    await rig.tell(WorkflowStuck, { ...stuck, stepId: 'lock' }, undefined);
    await rig.untilStatus(questId, QuestStatus.COMPLETED);
  });

  it('start another execution when the one of this claim was undone before it began', async () => {
    const questId = await completed();
    await rig.player('ann').claimRewards({ questId }, once());
    for (const execution of rig.peers.executions) execution.status = ExecutionStatus.COMPENSATED;
    const claim = await rig.player('ann').claimRewards({ questId }, once());
    expect(claim.executionId).toBe('wfx_2');
    expect((await rig.saga.beginRewarding({ questId, claim: 2 })).status).toBe(QuestStatus.REWARDING);
  });

  it('cannot be claimed before the quest is done', async () => {
    const { id: questId } = await rig.accept('ann', 'first-cut');
    const reason = refused('NOT_COMPLETED', { status: 'ACTIVE' });
    await expect(rig.player('ann').claimRewards({ questId }, once())).rejects.toEqual(reason);
    await expect(rig.saga.beginRewarding({ questId })).rejects.toEqual(reason);
    await expect(rig.saga.finishRewarding({ questId })).rejects.toEqual(refused('NOT_REWARDING'));
    await expect(rig.saga.revertRewarding({ questId })).rejects.toEqual(refused('NOT_REWARDING'));
    expect(rig.peers.executions).toEqual([]);
  });

  it('make facts of the world true once claimed', async () => {
    const { id: questId } = await rig.accept('ann', 'drain-the-undercroft');
    await rig.talk('ann', 'ferryman-low');
    await rig.talk('ann', 'bath-keeper-ines');
    await rig.enter('ann', 'drowned-stairs');
    await rig.hour(28);
    await rig.untilStatus(questId, QuestStatus.COMPLETED);
    expect(rig.peers.facts.has('undercroft.drained')).toBe(false);
    await rig.saga.beginRewarding({ questId });
    await rig.saga.finishRewarding({ questId });
    await eventually(async () => {
      expect(rig.peers.facts.get('undercroft.drained')).toEqual({ oneofKind: 'boolValue', boolValue: true });
    });
  });

  it('let a flag count for another quest that waits for it', async () => {
    await rig.admin.upsertQuestDefinition({
      definition: {
        id: 'wait-for-it',
        title: 'Wait',
        summary: 'Wait.',
        steps: [
          {
            id: 'wait',
            text: 'Wait.',
            objectives: [{ id: 'flag', text: 'A name', type: 9, match: '"first-cut" in flags' }],
          },
        ],
        connections: [
          { from: 'START', to: 'wait' },
          { from: 'wait', to: 'END' },
        ],
      },
    });
    await rig.admin.publishQuestDefinition({ definitionId: 'wait-for-it' });
    const waiting = await rig.accept('ann', 'wait-for-it');
    const questId = await completed();
    await rig.saga.beginRewarding({ questId });
    await rig.saga.finishRewarding({ questId });
    await rig.untilStatus(waiting.id, QuestStatus.COMPLETED);
  });

  it('survive an event of a player who has no quest at all', async () => {
    await rig.tell(PartHarvested, { playerId: 'zoe', worldId: 'main', partType: 'eye' }, 'zoe');
    const questId = await completed();
    expect((await rig.admin.getQuest({ questId })).status).toBe(QuestStatus.COMPLETED);
  });
});
