import type { JsonObject } from '@bodybroker/domain';
import type { RetryPolicy } from './retry-policy.js';

/** A call of a service's method, its request a template. */
export interface StepCall {
  readonly service: string;
  /** Name of the rpc, such as `BeginRewarding`. */
  readonly method: string;
  readonly input: JsonObject;
}

export interface StepCompensation extends StepCall {
  readonly retry: RetryPolicy;
}

/** One step: a wait, a call, both in this order, or only something to be undone. */
export interface WorkflowStep {
  readonly id: string;
  readonly call?: StepCall;
  /** CEL; not true: the step is skipped. */
  readonly condition?: string;
  readonly retry: RetryPolicy;
  /** Of one call. */
  readonly timeoutMs: number;
  readonly compensate?: StepCompensation;
  readonly isPivot: boolean;
  readonly waitSignal?: string;
  /** Absent: until the deadline. */
  readonly waitMs?: number;
}

/** Steps in their order. */
export interface WorkflowDefinition {
  readonly id: string;
  readonly description: string;
  readonly steps: readonly WorkflowStep[];
  /** For a whole execution, compensation not counted. */
  readonly deadlineMs: number;
}

export const DEFAULT_TIMEOUT_MS = 10_000;
export const DEFAULT_DEADLINE_MS = 3_600_000;
export const MAX_STEPS = 30;
