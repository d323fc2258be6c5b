import { CompensateWork } from '@bodybroker/contracts-orchestration';
import { subscriber, type Subscriber } from '@bodybroker/nats-sdk';
import { doWork } from '../calling/do-work.js';
import type { Deps } from '../deps.js';
import { COMPENSATE_SUBJECT } from '../publishers/move-told.js';

/** Makes the calls that undo steps. */
export const onCompensateWork = (deps: Deps): Subscriber =>
  subscriber({
    event: CompensateWork,
    durable: 'orchestration-compensations',
    filterSubject: COMPENSATE_SUBJECT,
    handle: ({ executionId, stepId, attempt }, { signal }) =>
      doWork(deps, executionId, { kind: 'compensation', stepId, attempt }, signal),
  });
