import { ExecutionStatus, StepStatus } from '@bodybroker/contracts-orchestration';
import type { Execution as ExecutionMessage, StepExecution } from '@bodybroker/contracts-orchestration';
import { fromJsonObject, fromJsonValue } from '@bodybroker/service-kit';
import type { Entity } from '@bodybroker/storage';
import { stepKey, type Execution, type StepRun } from '../domain/execution.js';
import { currentStep } from '../domain/move.js';
import { toWireFailure } from './to-wire-failure.js';

/** An execution as callers see it. */
export function toExecution({ value, version, updatedMs }: Entity<Execution>): ExecutionMessage {
  const { id, definitionId, workflowId, playerId, worldId, status, signals: _signals, error, finishedMs } = value;
  const current = value.toUndo[0] ?? currentStep(value)?.id ?? '';
  return {
    id,
    definitionId,
    definitionVersion: BigInt(value.definitionVersion),
    workflowId,
    status: ExecutionStatus[status],
    currentStep: finishedMs === undefined ? current : '',
    steps: value.steps.map((step) => toStep(id, step)),
    input: fromJsonObject(value.input),
    playerId,
    worldId,
    waitingFor: waitingFor(value),
    startedMs: BigInt(value.startedMs),
    updatedMs: BigInt(updatedMs),
    deadlineMs: BigInt(value.deadlineMs),
    resolution: value.resolution ?? '',
    version,
    ...(error === undefined ? {} : { error: toWireFailure(error) }),
    ...(finishedMs === undefined ? {} : { finishedMs: BigInt(finishedMs) }),
  };
}

/** The signal is noted with the line that says it is waited for. */
function waitingFor({ status, history }: Execution): string {
  if (status !== 'WAITING') return '';
  return history.findLast(({ kind }) => kind === 'STEP_WAITING')?.note ?? '';
}

function toStep(executionId: string, step: StepRun): StepExecution {
  const { id, status, attempts, undoAttempts, error, result, startedMs, finishedMs } = step;
  return {
    id,
    status: StepStatus[status],
    attempts,
    compensationAttempts: undoAttempts,
    idempotencyKey: stepKey(executionId, id),
    ...(error === undefined ? {} : { error: toWireFailure(error) }),
    ...(result === undefined ? {} : { result: fromJsonValue(result) }),
    ...(startedMs === undefined ? {} : { startedMs: BigInt(startedMs) }),
    ...(finishedMs === undefined ? {} : { finishedMs: BigInt(finishedMs) }),
  };
}
