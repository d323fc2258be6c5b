import type { HealthCheck, Worker } from '@bodybroker/service-kit';
import type { Deps } from '../deps.js';
import type { WorkflowDefinition } from '../domain/workflow-definition.js';

/** Stores the definitions that come with the service, as new revisions where they say something new. */
export function shippedDefinitions(
  { definitions }: Pick<Deps, 'definitions'>,
  shipped: readonly WorkflowDefinition[],
): { readonly worker: Worker; readonly health: HealthCheck } {
  let isStored = false;
  return {
    worker: {
      name: 'shipped-definitions',
      run: async (signal) => {
        for (const definition of shipped) await definitions.upsert(definition, undefined);
        isStored = true;
        if (!signal.aborted) await new Promise((resolve) => signal.addEventListener('abort', resolve, { once: true }));
      },
    },
    health: {
      name: 'workflow definitions',
      check: () => (isStored ? Promise.resolve() : Promise.reject(new Error('not stored yet'))),
    },
  };
}
