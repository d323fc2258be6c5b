import type { JsonObject, JsonValue } from '@bodybroker/domain';
import type { CallFailure } from './call-failure.js';

export const EXECUTION_STATUSES = [
  'PENDING',
  'RUNNING',
  'WAITING',
  'COMPLETED',
  'CANCELLING',
  'COMPENSATING',
  'COMPENSATED',
  'STUCK',
  'RESOLVED',
] as const;
export type ExecutionStatus = (typeof EXECUTION_STATUSES)[number];

/** Where an execution may go from each status. */
export const TRANSITIONS: Readonly<Record<ExecutionStatus, readonly ExecutionStatus[]>> = {
  PENDING: ['RUNNING', 'CANCELLING'],
  RUNNING: ['WAITING', 'COMPLETED', 'CANCELLING', 'COMPENSATING', 'STUCK'],
  WAITING: ['RUNNING', 'CANCELLING'],
  COMPLETED: [],
  CANCELLING: ['COMPENSATING'],
  COMPENSATING: ['COMPENSATED', 'STUCK'],
  COMPENSATED: [],
  STUCK: ['RUNNING', 'COMPENSATING', 'RESOLVED'],
  RESOLVED: [],
};

export type StepStatus =
  'PENDING' | 'RUNNING' | 'WAITING' | 'SUCCEEDED' | 'SKIPPED' | 'FAILED' | 'COMPENSATING' | 'COMPENSATED';

/** One step of an execution. */
export interface StepRun {
  readonly id: string;
  readonly status: StepStatus;
  /** Calls made. */
  readonly attempts: number;
  /** Calls made to undo it. */
  readonly undoAttempts: number;
  /** Whether a call (forward or back) has been begun and has not ended, for all that is stored. */
  readonly isCalling: boolean;
  /** Whether some call may have done its work without saying so. It never becomes certain again. */
  readonly isUncertain: boolean;
  /** Whether the signal it waits for has come. */
  readonly isSignalled: boolean;
  readonly result?: JsonValue;
  readonly error?: CallFailure;
  readonly startedMs?: number;
  readonly finishedMs?: number;
  /** When undoing it began. */
  readonly undoStartedMs?: number;
}

export type HistoryKind =
  | 'STARTED'
  | 'STEP_STARTED'
  | 'STEP_SUCCEEDED'
  | 'STEP_FAILED'
  | 'STEP_SKIPPED'
  | 'STEP_WAITING'
  | 'SIGNALLED'
  | 'CANCEL_REQUESTED'
  | 'COMPENSATING'
  | 'COMPENSATION_STARTED'
  | 'COMPENSATION_SUCCEEDED'
  | 'COMPENSATION_FAILED'
  | 'COMPLETED'
  | 'COMPENSATED'
  | 'STUCK'
  | 'RETRIED'
  | 'RESOLVED'
  | 'REVIVED';

/** One line of an execution's history. */
export interface HistoryLine {
  readonly sequence: number;
  readonly atMs: number;
  readonly kind: HistoryKind;
  readonly stepId?: string;
  readonly attempt?: number;
  readonly error?: CallFailure;
  readonly delayMs?: number;
  readonly note?: string;
}

/** One run of a workflow. */
export interface Execution {
  readonly id: string;
  readonly definitionId: string;
  readonly definitionVersion: string;
  /** As given at the start; empty when none was. */
  readonly workflowId: string;
  readonly playerId: string;
  readonly worldId: string;
  readonly locale: string;
  readonly correlationId: string;
  readonly input: JsonObject;
  readonly status: ExecutionStatus;
  /** In the order of the definition. */
  readonly steps: readonly StepRun[];
  /** The step that is done now, or was when it went back; the number of steps when all are. */
  readonly stepIndex: number;
  /** Steps still to be undone, the next first. */
  readonly toUndo: readonly string[];
  /** Payloads of signals by name, the last of each. */
  readonly signals: Readonly<Record<string, JsonObject>>;
  /** When the call that failed is made again; absent: none waits. */
  readonly retryAtMs?: number;
  /** Why it does not go forward. */
  readonly error?: CallFailure;
  readonly startedMs: number;
  readonly deadlineMs: number;
  readonly finishedMs?: number;
  /** The admin's word on a resolved one. */
  readonly resolution?: string;
  /** The newest lines, oldest first. */
  readonly history: readonly HistoryLine[];
}

/** Lines of history that are kept. */
export const MAX_HISTORY = 1000;

/** Whether nothing will ever change any more. */
export function isFinal(status: ExecutionStatus): boolean {
  return TRANSITIONS[status].length === 0;
}

/** Whether it counts against the live ones and keeps its workflow id. */
export function isLive(status: ExecutionStatus): boolean {
  return !isFinal(status);
}

/** The idempotency key of a step's calls. */
export function stepKey(executionId: string, stepId: string): string {
  return `${executionId}:${stepId}`;
}

/** The idempotency key of the calls that undo a step. */
export function undoKey(executionId: string, stepId: string): string {
  return `${stepKey(executionId, stepId)}:undo`;
}
