import { failedPrecondition } from '@bodybroker/domain';

export const QUEST_STATUSES = [
  'ACTIVE',
  'COMPLETED',
  'REWARDING',
  'CLAIMED',
  'FAILED',
  'EXPIRED',
  'ABANDONED',
] as const;
export type QuestStatus = (typeof QUEST_STATUSES)[number];
export type QuestTransition = 'complete' | 'begin' | 'finish' | 'revert' | 'fail' | 'expire' | 'abandon';

/** The life of a quest. What is not in the table does not happen. */
export const QUEST_TRANSITIONS: Readonly<Record<QuestStatus, Readonly<Partial<Record<QuestTransition, QuestStatus>>>>> =
  {
    ACTIVE: { complete: 'COMPLETED', fail: 'FAILED', expire: 'EXPIRED', abandon: 'ABANDONED' },
    COMPLETED: { begin: 'REWARDING' },
    REWARDING: { finish: 'CLAIMED', revert: 'COMPLETED' },
    CLAIMED: {},
    FAILED: {},
    EXPIRED: {},
    ABANDONED: {},
  };

export type StepStatus = 'LOCKED' | 'OFFERED' | 'OPEN' | 'DONE' | 'CLOSED';

/** How far a step is. */
export interface StepState {
  readonly id: string;
  readonly status: StepStatus;
  /** When it opened; absent before. */
  readonly openedGms?: number;
  /** Of each objective, in the order of the definition. */
  readonly progress: readonly number[];
}

/** The payment of a quest's rewards: the first, or a further one after an earlier was undone. */
export interface Claim {
  /** From 1. A claim that was undone is never paid later: its number is behind. */
  readonly number: number;
  /** The execution that pays; absent: not started, as far as is known. */
  readonly executionId?: string;
  /** The execution of the claim before, which was undone. */
  readonly undoneExecutionId?: string;
  /** Why the claim before was undone. */
  readonly problem?: string;
  /** What the workflow said it had paid. */
  readonly receipt?: string;
}

/** A quest a player took up. */
export interface QuestState {
  readonly playerId: string;
  readonly worldId: string;
  readonly definitionId: string;
  readonly revision: number;
  readonly status: QuestStatus;
  /** In the order of the definition. */
  readonly steps: readonly StepState[];
  /** Marks of the events that counted. */
  readonly applied: readonly string[];
  readonly acceptedMs: number;
  readonly deadlineGms?: number;
  readonly endedMs?: number;
  readonly claim: Claim;
}

/** What happened to a quest, to be told. */
export type Happening =
  | {
      readonly kind: 'accepted';
    }
  | {
      readonly kind: 'progressed';
      readonly stepId: string;
      readonly objectiveId: string;
      readonly progress: number;
    }
  | {
      readonly kind: 'step_completed';
      readonly stepId: string;
      readonly opened: readonly string[];
      readonly offered: readonly string[];
    }
  | { readonly kind: 'completed'; readonly doneSteps: readonly string[] }
  | { readonly kind: 'failed'; readonly cause: 'CONDITION' | 'EXPIRED' | 'ABANDONED' }
  | { readonly kind: 'claimed' };

/** A quest after something happened to it, and what that was. */
export interface QuestChange {
  readonly quest: QuestState;
  readonly happenings: readonly Happening[];
}

/** Whether nothing more can happen to it: its place among the player's quests is free. */
export function isOver({ status }: QuestState): boolean {
  return Object.keys(QUEST_TRANSITIONS[status]).length === 0;
}

/** Ends an active quest without its being done. @throws DomainError FAILED_PRECONDITION QUEST_NOT_ACTIVE {status} */
export function endQuest(quest: QuestState, by: 'fail' | 'expire' | 'abandon', nowMs: number): QuestChange {
  const status = QUEST_TRANSITIONS[quest.status][by];
  if (status === undefined) throw notActive(quest);
  const cause = by === 'fail' ? 'CONDITION' : by === 'expire' ? 'EXPIRED' : 'ABANDONED';
  return { quest: { ...quest, status, endedMs: nowMs }, happenings: [{ kind: 'failed', cause }] };
}

export function assertActive(quest: QuestState): void {
  if (quest.status !== 'ACTIVE') throw notActive(quest);
}

function notActive({ status }: QuestState): Error {
  return failedPrecondition('QUEST_NOT_ACTIVE', `the quest is ${status}`, { status });
}
