import type { HealthCheck, Worker } from '@bodybroker/service-kit';
import type { Deps } from '../deps.js';
import type { WorkflowDefinition } from '../domain/workflow-definition.js';

/** How often it is made sure that they are there still: ms. */
const CHECK_MS = 60_000;

/** Keeps the definitions that come with the service stored, as new revisions where they say something new. */
export function shippedDefinitions(
  { definitions, sleep }: Pick<Deps, 'definitions' | 'sleep'>,
  shipped: readonly WorkflowDefinition[],
): { readonly worker: Worker; readonly health: HealthCheck } {
  let isStored = false;
  return {
    worker: {
      name: 'shipped-definitions',
      run: async (signal) => {
        while (!signal.aborted) {
          for (const definition of shipped) await definitions.upsert(definition, undefined);
          isStored = true;
          await sleep(CHECK_MS, signal);
        }
      },
    },
    health: {
      name: 'workflow definitions',
      check: () => (isStored ? Promise.resolve() : Promise.reject(new Error('not stored yet'))),
    },
  };
}
