import { createConditionCache } from '@bodybroker/conditions';
import { OrchestrationService, contract, type IOrchestrationService } from '@bodybroker/contracts-orchestration';
import { systemSleep } from '@bodybroker/domain';
import { DEFAULT_MAX_MESSAGE_BYTES, inboxMuxOf } from '@bodybroker/nats-sdk';
import { CONTRACTS_BUCKET, defineService, implement } from '@bodybroker/service-kit';
import { ServiceCaller } from './calling/service-caller.js';
import { ServiceShapes } from './calling/service-shapes.js';
import { Slots } from './calling/slots.js';
import { config } from './config.js';
import { loadDefinitions } from './content/load-definitions.js';
import type { Deps } from './deps.js';
import { cancelExecution } from './handlers/cancel-execution.js';
import { getExecution } from './handlers/get-execution.js';
import { getHistory } from './handlers/get-history.js';
import { getWorkflowDefinition } from './handlers/get-workflow-definition.js';
import { listExecutions } from './handlers/list-executions.js';
import { listWorkflowDefinitions } from './handlers/list-workflow-definitions.js';
import { resolveExecution } from './handlers/resolve-execution.js';
import { retryExecution } from './handlers/retry-execution.js';
import { signalExecution } from './handlers/signal-execution.js';
import { startWorkflow } from './handlers/start-workflow.js';
import { upsertWorkflowDefinition } from './handlers/upsert-workflow-definition.js';
import { watchExecution } from './handlers/watch-execution.js';
import { moveTold } from './publishers/move-told.js';
import { Definitions } from './storage/definitions.js';
import { ExecutionList } from './storage/execution-list.js';
import { Executions } from './storage/executions.js';
import { onCompensateWork } from './subscribers/on-compensate-work.js';
import { onStepWork } from './subscribers/on-step-work.js';
import { shippedDefinitions } from './workers/shipped-definitions.js';
import { timers } from './workers/timers.js';

/** Durable workflows over several services. */
export const service = defineService({
  name: 'orchestration',
  contract,
  config,
  build: ({ config: { maxLive, maxSteps, timerPollMs, watchPollMs }, ...outside }) => {
    const { connection, store, content, clock, random, logger, instrumentation } = outside;
    const conditions = createConditionCache(
      { input: 'map', steps: 'map', signals: 'map' },
      { onMissing: ({ text, problem }) => logger.warn('a condition was undecided', { text, problem }) },
    );
    const definitions = new Definitions(store, random);
    const executions = new Executions(store, {
      definitions,
      maxLive,
      random,
      tell: (move, version) => moveTold(move, version, clock),
    });
    const shapes = new ServiceShapes({ contracts: () => connection.keyValue(CONTRACTS_BUCKET), clock, logger });
    const { bus } = connection;
    const exchange = { bus, mux: inboxMuxOf(bus), maxMessageBytes: DEFAULT_MAX_MESSAGE_BYTES };
    const deps: Deps = {
      definitions,
      executions,
      list: new ExecutionList(store, executions),
      conditions,
      decide: (condition, values) => conditions.evaluate(condition, values),
      shapes,
      caller: new ServiceCaller({ exchange, instrumentation, shapes }),
      slots: new Slots(maxSteps),
      clock,
      sleep: systemSleep,
      logger,
    };
    const shipped = shippedDefinitions(
      deps,
      loadDefinitions(content, (condition) => conditions.get(condition)),
    );
    return {
      implementations: [
        implement<IOrchestrationService>(OrchestrationService, {
          upsertWorkflowDefinition: upsertWorkflowDefinition(deps),
          getWorkflowDefinition: getWorkflowDefinition(deps),
          listWorkflowDefinitions: listWorkflowDefinitions(deps),
          startWorkflow: startWorkflow(deps),
          getExecution: getExecution(deps),
          listExecutions: listExecutions(deps),
          getHistory: getHistory(deps),
          watchExecution: watchExecution(deps, { pollMs: watchPollMs }),
          signalExecution: signalExecution(deps),
          cancelExecution: cancelExecution(deps),
          retryExecution: retryExecution(deps),
          resolveExecution: resolveExecution(deps),
        }),
      ],
      subscribers: [onStepWork(deps), onCompensateWork(deps)],
      workers: [shipped.worker, timers(deps, { pollMs: timerPollMs })],
      healthChecks: [shipped.health],
    };
  },
});
