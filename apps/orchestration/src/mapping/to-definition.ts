import { ErrorCode } from '@bodybroker/contracts-common';
import type {
  Compensation,
  RetryPolicy as RetryPolicyMessage,
  WorkflowDefinition as WorkflowDefinitionMessage,
  WorkflowStep as WorkflowStepMessage,
} from '@bodybroker/contracts-orchestration';
import { invalidArgument } from '@bodybroker/domain';
import { toJsonObject } from '@bodybroker/service-kit';
import { badDefinition } from '../domain/check-definition.js';
import { DEFAULT_COMPENSATION_RETRY, DEFAULT_RETRY, type RetryPolicy } from '../domain/retry-policy.js';
import {
  DEFAULT_DEADLINE_MS,
  DEFAULT_TIMEOUT_MS,
  type StepCall,
  type StepCompensation,
  type WorkflowDefinition,
  type WorkflowStep,
} from '../domain/workflow-definition.js';

/** Reads a definition; what is not said gets its default. @throws DomainError INVALID_ARGUMENT BAD_DEFINITION */
export function toDefinition({ id, description, steps, deadlineMs }: WorkflowDefinitionMessage): WorkflowDefinition {
  return { id, description, steps: steps.map(toStep), deadlineMs: Number(deadlineMs) || DEFAULT_DEADLINE_MS };
}

function toStep(message: WorkflowStepMessage): WorkflowStep {
  const { id, condition, retry, timeoutMs, compensate, pivot, waitSignal, waitMs } = message;
  const call = toCall(message);
  return {
    id,
    retry: toRetry(retry, DEFAULT_RETRY),
    timeoutMs: Number(timeoutMs) || DEFAULT_TIMEOUT_MS,
    isPivot: pivot,
    ...(call === undefined ? {} : { call }),
    ...(condition === '' ? {} : { condition }),
    ...(compensate === undefined ? {} : { compensate: toCompensation(id, compensate) }),
    ...(waitSignal === '' ? {} : { waitSignal }),
    ...(waitMs === 0n ? {} : { waitMs: Number(waitMs) }),
  };
}

function toCall({ id, service, method, input }: WorkflowStepMessage): StepCall | undefined {
  if (service === '' && method === '') {
    if (input !== undefined) throw badDefinition(id, 'input', 'is of no use without a method');
    return undefined;
  }
  if (service === '' || method === '') throw badDefinition(id, 'method', 'service and method go together');
  return { service, method, input: toJsonObject(input, `steps.${id}.input`) };
}

function toCompensation(id: string, { service, method, input, retry }: Compensation): StepCompensation {
  return {
    service,
    method,
    input: toJsonObject(input, `steps.${id}.compensate.input`),
    retry: toRetry(retry, DEFAULT_COMPENSATION_RETRY),
  };
}

function toRetry(message: RetryPolicyMessage | undefined, defaults: RetryPolicy): RetryPolicy {
  if (message === undefined) return defaults;
  const maxAttempts = message.maxAttempts || defaults.maxAttempts;
  return {
    initialMs: Number(message.initialMs) || defaults.initialMs,
    factor: message.factor || defaults.factor,
    maxMs: Number(message.maxMs) || defaults.maxMs,
    nonRetryableCodes: message.nonRetryableCodes.map(codeName),
    ...(maxAttempts === undefined ? {} : { maxAttempts }),
  };
}

function codeName(code: ErrorCode): string {
  const name = ErrorCode[code];
  if (name === undefined || code === ErrorCode.UNSPECIFIED) {
    throw invalidArgument('retry.non_retryable_codes', 'must be known error codes', 'ENUM_UNSPECIFIED');
  }
  return name;
}
