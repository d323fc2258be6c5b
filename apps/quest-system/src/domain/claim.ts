import { failedPrecondition } from '@bodybroker/domain';
import { QUEST_TRANSITIONS, type QuestChange, type QuestState } from './quest.js';

/** A claim whose workflow was started. */
export interface StartedClaim {
  readonly number: number;
  readonly executionId: string;
}

/** Whether there is something to claim, or a claim under way. @throws DomainError FAILED_PRECONDITION NOT_COMPLETED {status} */
export function assertClaimable({ status }: QuestState): void {
  if (status === 'COMPLETED' || status === 'REWARDING') return;
  throw failedPrecondition('NOT_COMPLETED', `the quest is ${status}`, { status });
}

/** Notes which execution pays. Undefined: it is noted already, or that claim is behind. */
export function claimStarted(quest: QuestState, { number, executionId }: StartedClaim): QuestState | undefined {
  const { claim } = quest;
  if (number < claim.number || claim.executionId === executionId) return undefined;
  return { ...quest, claim: { ...claim, number, executionId } };
}

/**
 * The workflow begins to pay. Undefined: it has begun already.
 * @param number the claim that is paid; 0: whichever it is
 * @param executionId empty: not said
 * @throws DomainError FAILED_PRECONDITION NOT_COMPLETED {status}, CLAIM_STALE {claim}
 */
export function beginRewarding(quest: QuestState, number: number, executionId: string): QuestState | undefined {
  assertPresent(quest, number);
  if (quest.status === 'REWARDING') return undefined;
  const status = QUEST_TRANSITIONS[quest.status].begin;
  if (status === undefined) throw failedPrecondition('NOT_COMPLETED', `the quest is ${quest.status}`, facts(quest));
  const claim = { ...quest.claim, number: Math.max(number, quest.claim.number) };
  return { ...quest, status, claim: executionId === '' ? claim : { ...claim, executionId } };
}

/**
 * All is paid. Undefined: it was already.
 * @throws DomainError FAILED_PRECONDITION NOT_REWARDING {status}, CLAIM_STALE {claim}
 */
export function finishRewarding(quest: QuestState, number: number, receipt: string): QuestChange | undefined {
  assertPresent(quest, number);
  if (quest.status === 'CLAIMED') return undefined;
  const status = QUEST_TRANSITIONS[quest.status].finish;
  if (status === undefined) throw notRewarding(quest);
  const { problem: _, ...claim } = quest.claim;
  return {
    quest: { ...quest, status, claim: { ...claim, ...(receipt === '' ? {} : { receipt }) } },
    happenings: [{ kind: 'claimed' }],
  };
}

/**
 * The payment was undone: the quest can be claimed anew, and what is still on its way of this claim comes too late. Undefined: it was
 * undone before.
 * @throws DomainError FAILED_PRECONDITION NOT_REWARDING {status}: it is claimed, or was never completed
 */
export function revertRewarding(quest: QuestState, number: number, problem: string): QuestState | undefined {
  const { claim } = quest;
  if (number !== 0 && number < claim.number) return undefined;
  if (number === 0 && quest.status === 'COMPLETED') return undefined;
  const status = quest.status === 'COMPLETED' ? 'COMPLETED' : QUEST_TRANSITIONS[quest.status].revert;
  if (status === undefined) throw notRewarding(quest);
  return {
    ...quest,
    status,
    claim: {
      number: Math.max(number, claim.number) + 1,
      ...(claim.executionId === undefined ? {} : { undoneExecutionId: claim.executionId }),
      ...(problem === '' ? {} : { problem }),
    },
  };
}

/**
 * An execution has ended with nothing paid. Reverts the quest if it still hangs on it, and notes why. Undefined: another execution
 * pays, or has paid.
 */
export function executionUndone(quest: QuestState, executionId: string, problem: string): QuestState | undefined {
  if (quest.status !== 'COMPLETED' && quest.status !== 'REWARDING') return undefined;
  const { claim } = quest;
  if (claim.executionId === executionId) return revertRewarding(quest, claim.number, problem);
  if (claim.undoneExecutionId !== executionId || claim.problem === problem) return undefined;
  return { ...quest, claim: { ...claim, problem } };
}

function assertPresent({ claim }: QuestState, number: number): void {
  if (number === 0 || number >= claim.number) return;
  throw failedPrecondition('CLAIM_STALE', `claim ${number} was undone`, { claim: String(claim.number) });
}

const facts = ({ status }: QuestState) => ({ status });

const notRewarding = (quest: QuestState): Error =>
  failedPrecondition('NOT_REWARDING', `the quest is ${quest.status}`, facts(quest));
