import { StepWork } from '@bodybroker/contracts-orchestration';
import { subscriber, type Subscriber } from '@bodybroker/nats-sdk';
import { doWork } from '../calling/do-work.js';
import type { Deps } from '../deps.js';
import { STEP_SUBJECT } from '../publishers/move-told.js';

/** Makes the calls that steps wait for. */
export const onStepWork = (deps: Deps): Subscriber =>
  subscriber({
    event: StepWork,
    durable: 'orchestration-steps',
    filterSubject: STEP_SUBJECT,
    handle: ({ executionId, stepId, attempt }, { signal }) =>
      doWork(deps, executionId, { kind: 'step', stepId, attempt }, signal),
  });
