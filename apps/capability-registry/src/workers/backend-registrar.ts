import type { Worker } from '@bodybroker/service-kit';
import type { Deps } from '../deps.js';
import type { Capability } from '../domain/subject.js';

/** The backend as a whole, which clients negotiate with. */
const BACKEND = { kind: 'PROVIDER', id: 'backend', generation: '1' } as const;

/**
 * Keeps registered what the backend as a whole can do for clients, as long as any replica runs.
 * @param capabilities as they ship with the service
 */
export function backendRegistrar(
  { subjects, sleep }: Deps,
  capabilities: readonly Capability[],
  { leaseMs }: { readonly leaseMs: number },
): Worker {
  return {
    name: 'backend-registrar',
    run: async (signal) => {
      while (!signal.aborted) {
        await subjects.register({ ...BACKEND, capabilities, leaseMs });
        await sleep(leaseMs / 3, signal);
      }
    },
  };
}
