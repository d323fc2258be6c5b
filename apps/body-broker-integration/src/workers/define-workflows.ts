import type { WorkflowDefinition } from '@bodybroker/contracts-orchestration';
import { isRpcError } from '@bodybroker/nats-sdk';
import type { Worker } from '@bodybroker/service-kit';
import type { Logger } from '@bodybroker/telemetry';
import type { Deps } from '../deps.js';

/** Between two tries while orchestration does not answer. */
const RETRY_MS = 2000;
/** A definition that is refused is wrong until somebody mends it: tried again now and then, for steps of services that come later. */
const REFUSED_MS = 30_000;

/** Tells orchestration of the workflows of this service, until it has taken all of them. */
export function defineWorkflows(
  { workflows, sleep }: Pick<Deps, 'workflows' | 'sleep'>,
  definitions: readonly WorkflowDefinition[],
  logger: Logger,
): Worker {
  const define = async (definition: WorkflowDefinition, signal: AbortSignal): Promise<void> => {
    while (!signal.aborted) {
      try {
        await workflows.define(definition);
        return;
      } catch (error) {
        const isRefused = isRpcError(error) && error.code === 'INVALID_ARGUMENT';
        const tell = isRefused ? logger.error.bind(logger) : logger.debug.bind(logger);
        tell('a workflow could not be defined', { definitionId: definition.id, error });
        await sleep(isRefused ? REFUSED_MS : RETRY_MS, signal);
      }
    }
  };
  return {
    name: 'define-workflows',
    run: async (signal) => {
      await Promise.all(definitions.map((definition) => define(definition, signal)));
      await untilAborted(signal);
    },
  };
}

/** A worker that ends is started again: this one has nothing more to do. */
function untilAborted(signal: AbortSignal): Promise<void> {
  if (signal.aborted) return Promise.resolve();
  return new Promise((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }));
}
