import type { ConditionCache } from '@bodybroker/conditions';
import type { Clock, Sleep } from '@bodybroker/domain';
import type { Logger } from '@bodybroker/telemetry';
import type { ServiceCaller } from './calling/service-caller.js';
import type { ServiceShapes } from './calling/service-shapes.js';
import type { Slots } from './calling/slots.js';
import type { Decide } from './domain/begin-step.js';
import type { Definitions } from './storage/definitions.js';
import type { ExecutionList } from './storage/execution-list.js';
import type { Executions } from './storage/executions.js';

/** What the handlers, subscribers and workers of this service are built from. */
export interface Deps {
  readonly definitions: Definitions;
  readonly executions: Executions;
  readonly list: ExecutionList;
  readonly conditions: ConditionCache;
  readonly decide: Decide;
  readonly shapes: ServiceShapes;
  readonly caller: ServiceCaller;
  /** Calls under way in this process. */
  readonly slots: Slots;
  readonly clock: Clock;
  readonly sleep: Sleep;
  readonly logger: Logger;
}
