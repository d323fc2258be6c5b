import { invalidArgument, type JsonObject } from '@bodybroker/domain';
import type { Execution, StepRun } from './execution.js';
import { jsonBytes } from './json-bytes.js';
import { note, patienceMs, type Move } from './move.js';
import type { WorkflowDefinition } from './workflow-definition.js';

/** Size of an input or of a signal's payload, as JSON. */
export const MAX_INPUT_BYTES = 64 * 1024;

/** What an execution begins with. */
export interface Order {
  readonly id: string;
  readonly definitionVersion: string;
  readonly workflowId: string;
  readonly playerId: string;
  readonly worldId: string;
  readonly locale: string;
  readonly correlationId: string;
  readonly input: JsonObject;
}

/** A new execution, its first step in the queue. */
export function startExecution(order: Order, definition: WorkflowDefinition, nowMs: number): Move {
  const [first] = definition.steps;
  if (first === undefined) throw new RangeError(`${definition.id} has no steps`);
  const execution: Execution = {
    ...order,
    definitionId: definition.id,
    status: 'PENDING',
    steps: definition.steps.map(({ id }) => newRun(id)),
    stepIndex: 0,
    toUndo: [],
    signals: {},
    startedMs: nowMs,
    deadlineMs: nowMs + definition.deadlineMs,
    history: [],
  };
  return {
    execution: note(execution, { atMs: nowMs, kind: 'STARTED' }),
    work: { kind: 'step', stepId: first.id, attempt: 1 },
    dueMs: nowMs + patienceMs(first.timeoutMs),
    told: [{ kind: 'started' }],
  };
}

/** @throws DomainError INVALID_ARGUMENT TOO_LARGE */
export function checkSize(field: string, value: JsonObject): void {
  if (jsonBytes(value) <= MAX_INPUT_BYTES) return;
  throw invalidArgument(field, `must be at most ${MAX_INPUT_BYTES} bytes of JSON`, 'TOO_LARGE');
}

function newRun(id: string): StepRun {
  return {
    id,
    status: 'PENDING',
    attempts: 0,
    undoAttempts: 0,
    isCalling: false,
    isUncertain: false,
    isSignalled: false,
  };
}
