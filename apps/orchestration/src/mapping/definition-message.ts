import { ErrorCode } from '@bodybroker/contracts-common';
import {
  WorkflowStep as WorkflowStepMessage,
  type Compensation,
  type RetryPolicy as RetryPolicyMessage,
  type WorkflowDefinition as WorkflowDefinitionMessage,
} from '@bodybroker/contracts-orchestration';
import { fromJsonObject } from '@bodybroker/service-kit';
import type { RetryPolicy } from '../domain/retry-policy.js';
import type { StepCompensation, WorkflowStep } from '../domain/workflow-definition.js';
import type { Revision } from '../storage/definitions.js';

/** A revision as callers see it, defaults written out. */
export function definitionMessage({ definition, version, updatedMs }: Revision): WorkflowDefinitionMessage {
  const { id, description, steps, deadlineMs } = definition;
  return {
    id,
    description,
    steps: steps.map(stepMessage),
    deadlineMs: BigInt(deadlineMs),
    version,
    updatedMs: BigInt(updatedMs),
  };
}

function stepMessage({ id, call, condition, retry, timeoutMs, compensate, isPivot, ...wait }: WorkflowStep) {
  return WorkflowStepMessage.create({
    id,
    ...(call === undefined ? {} : { service: call.service, method: call.method, input: fromJsonObject(call.input) }),
    condition: condition ?? '',
    retry: retryMessage(retry),
    timeoutMs: BigInt(timeoutMs),
    ...(compensate === undefined ? {} : { compensate: compensationMessage(compensate) }),
    pivot: isPivot,
    waitSignal: wait.waitSignal ?? '',
    waitMs: BigInt(wait.waitMs ?? 0),
  });
}

function compensationMessage({ service, method, input, retry }: StepCompensation): Compensation {
  return { service, method, input: fromJsonObject(input), retry: retryMessage(retry) };
}

function retryMessage({ maxAttempts, initialMs, factor, maxMs, nonRetryableCodes }: RetryPolicy): RetryPolicyMessage {
  return {
    maxAttempts: maxAttempts ?? 0,
    initialMs: BigInt(initialMs),
    factor,
    maxMs: BigInt(maxMs),
    nonRetryableCodes: nonRetryableCodes.map((name) => ErrorCode[name as keyof typeof ErrorCode]),
  };
}
