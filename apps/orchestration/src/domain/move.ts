import type { CallFailure } from './call-failure.js';
import {
  MAX_HISTORY,
  TRANSITIONS,
  type Execution,
  type ExecutionStatus,
  type HistoryLine,
  type StepRun,
} from './execution.js';

/** A call to be made by whoever takes it from the work queue. */
export interface Work {
  readonly kind: 'step' | 'compensation';
  readonly stepId: string;
  /** The call this is, from 1. */
  readonly attempt: number;
}

/** What others are told of. */
export interface Told {
  readonly kind: 'started' | 'step_completed' | 'completed' | 'compensated' | 'stuck';
  readonly stepId?: string;
  readonly error?: CallFailure;
}

/** A call that the taker of a work must make now, once the move is stored. */
export interface DueCall {
  readonly service: string;
  readonly method: string;
  /** The request in proto3 JSON. */
  readonly request: string;
  readonly timeoutMs: number;
  readonly idempotencyKey: string;
}

/** What an execution becomes, and what must be stored and sent with it. */
export interface Move {
  readonly execution: Execution;
  /** Goes into the queue. */
  readonly work?: Work;
  /** When somebody must look at the execution again, Unix ms. Absent: never. */
  readonly dueMs?: number;
  readonly told: readonly Told[];
  readonly call?: DueCall;
}

/** The execution with another status. @throws RangeError for a way that the table does not have: a bug */
export function moveTo(execution: Execution, status: ExecutionStatus): Execution {
  if (execution.status === status) return execution;
  if (!TRANSITIONS[execution.status].includes(status)) {
    throw new RangeError(`${execution.id} cannot go from ${execution.status} to ${status}`);
  }
  return { ...execution, status };
}

/** The execution with a further line of history. */
export function note(execution: Execution, line: Omit<HistoryLine, 'sequence'>): Execution {
  const sequence = (execution.history.at(-1)?.sequence ?? 0) + 1;
  return { ...execution, history: [...execution.history, { sequence, ...line }].slice(-MAX_HISTORY) };
}

/** The execution with one step changed. */
export function withStep(execution: Execution, stepId: string, change: Partial<StepRun>): Execution {
  const steps = execution.steps.map((step) => (step.id === stepId ? { ...step, ...change } : step));
  return { ...execution, steps };
}

/** The step that is done now; undefined when all are. */
export function currentStep({ steps, stepIndex }: Execution): StepRun | undefined {
  return steps[stepIndex];
}

export function stepOf(execution: Execution, stepId: string): StepRun | undefined {
  return execution.steps.find(({ id }) => id === stepId);
}

/** No call waits to be made again. */
export function withoutRetry({ retryAtMs: _gone, ...execution }: Execution): Execution {
  return execution;
}

/** How long nothing may move before the work is put into the queue again. */
export function patienceMs(timeoutMs: number): number {
  return 2 * timeoutMs;
}
