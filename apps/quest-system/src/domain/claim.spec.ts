import { rules } from '../../test/domain-rig.js';
import { beginRewarding, claimStarted, executionUndone, finishRewarding, revertRewarding } from './claim.js';
import { startQuest } from './quest-progress.js';
import { QUEST_TRANSITIONS, type Claim, type QuestState, type QuestStatus } from './quest.js';

const quest = (status: QuestStatus, claim: Claim = { number: 1 }): QuestState => ({
  ...startQuest(rules(), { playerId: 'ann', worldId: 'main' }).quest,
  status,
  claim,
});

describe('the life of a quest', () => {
  it('has four ends', () => {
    const ends = Object.entries(QUEST_TRANSITIONS).filter(([, next]) => Object.keys(next).length === 0);
    expect(ends.map(([status]) => status)).toEqual(['CLAIMED', 'FAILED', 'EXPIRED', 'ABANDONED']);
  });

  it('comes back from REWARDING only to COMPLETED', () => {
    const into = Object.values(QUEST_TRANSITIONS).flatMap((next) => Object.values(next));
    expect(into.filter((status) => status === 'COMPLETED')).toHaveLength(2);
    expect(into).not.toContain('ACTIVE');
  });
});

describe('a claim', () => {
  it('that was undone cannot begin, nor finish, any more', () => {
    const undone = revertRewarding(quest('REWARDING', { number: 1, executionId: 'e1' }), 1, 'FULL');
    expect(undone).toMatchObject({
      status: 'COMPLETED',
      claim: { number: 2, undoneExecutionId: 'e1', problem: 'FULL' },
    });
    expect(() => beginRewarding(undone ?? quest('ACTIVE'), 1, 'e1')).toThrow('was undone');
    expect(() => finishRewarding(quest('REWARDING', { number: 2 }), 1, '')).toThrow('was undone');
    expect(undone?.claim.executionId).toBeUndefined();
  });

  it('is kept from beginning when it is undone before it began', () => {
    const undone = revertRewarding(quest('COMPLETED'), 1, '');
    expect(undone).toMatchObject({ status: 'COMPLETED', claim: { number: 2 } });
    expect(undone && revertRewarding(undone, 1, '')).toBeUndefined();
  });

  it('may begin before its start was noted', () => {
    const begun = beginRewarding(quest('COMPLETED'), 3, 'e3');
    expect(begun).toMatchObject({ status: 'REWARDING', claim: { number: 3, executionId: 'e3' } });
    expect(begun && claimStarted(begun, { number: 3, executionId: 'e3' })).toBeUndefined();
    expect(begun && claimStarted(begun, { number: 2, executionId: 'e2' })).toBeUndefined();
  });

  it('is undone by the end of its own execution only', () => {
    const rewarding = quest('REWARDING', { number: 2, executionId: 'e2', undoneExecutionId: 'e1' });
    expect(executionUndone(rewarding, 'e1', 'FULL')).toMatchObject({ status: 'REWARDING', claim: { problem: 'FULL' } });
    expect(executionUndone(rewarding, 'e0', 'FULL')).toBeUndefined();
    expect(executionUndone(rewarding, 'e2', 'FULL')).toMatchObject({ status: 'COMPLETED', claim: { number: 3 } });
    expect(executionUndone(quest('CLAIMED', { number: 1, executionId: 'e1' }), 'e1', 'FULL')).toBeUndefined();
  });
});
