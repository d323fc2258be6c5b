import {
  CompensateWork,
  StepWork,
  WorkflowCompensated,
  WorkflowCompleted,
  WorkflowStarted,
  WorkflowStepCompleted,
  WorkflowStuck,
} from '@bodybroker/contracts-orchestration';
import type { Clock } from '@bodybroker/domain';
import { createEvent, currentContext, type EventFacts } from '@bodybroker/nats-sdk';
import type { OutboxEvent } from '@bodybroker/storage';
import type { Execution } from '../domain/execution.js';
import type { Move, Told, Work } from '../domain/move.js';
import { toWireFailure } from '../mapping/to-wire-failure.js';

/** Where work waits for a worker. */
export const STEP_SUBJECT = 'orch.work.step';
export const COMPENSATE_SUBJECT = 'orch.work.compensate';

/**
 * What a move tells others, and the work it puts into the queue; committed with the execution itself.
 * @param version the execution's after the move
 */
export function moveTold({ execution, told, work }: Move, version: bigint, clock: Clock): readonly OutboxEvent[] {
  const facts = factsOf(execution, version, clock);
  return [
    ...told.map((each) => toldEvent(execution, each, facts)),
    ...(work === undefined ? [] : [workEvent(execution, work, facts)]),
  ];
}

/** Events go on in the chain of the request that started the execution. */
function factsOf({ id, correlationId, worldId }: Execution, version: bigint, clock: Clock): EventFacts {
  const current = currentContext();
  return {
    source: 'orchestration',
    clock,
    entityId: id,
    entityVersion: version,
    context: {
      requestId: id,
      correlationId,
      worldId,
      traceparent: current?.traceparent,
      tracestate: current?.tracestate,
      baggage: current?.baggage,
    },
  };
}

function toldEvent(execution: Execution, { kind, stepId = '', error }: Told, facts: EventFacts): OutboxEvent {
  const { id: executionId, definitionId, workflowId, playerId } = execution;
  const about = { executionId, definitionId, workflowId, playerId };
  const failure = error === undefined ? {} : { error: toWireFailure(error) };
  switch (kind) {
    case 'started':
      return createEvent(WorkflowStarted, about, facts);
    case 'step_completed':
      return createEvent(WorkflowStepCompleted, { ...about, stepId }, facts);
    case 'completed':
      return createEvent(WorkflowCompleted, about, facts);
    case 'compensated':
      return createEvent(WorkflowCompensated, { ...about, stepId, ...failure }, facts);
    case 'stuck':
      return createEvent(WorkflowStuck, { ...about, stepId, ...failure }, facts);
  }
}

/** Work is no event that others hear: it has one subject, without a player. */
function workEvent({ id: executionId }: Execution, { kind, stepId, attempt }: Work, facts: EventFacts): OutboxEvent {
  const payload = { executionId, stepId, attempt };
  return kind === 'step'
    ? { ...createEvent(StepWork, payload, facts), subject: STEP_SUBJECT }
    : { ...createEvent(CompensateWork, payload, facts), subject: COMPENSATE_SUBJECT };
}
