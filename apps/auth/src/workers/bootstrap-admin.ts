import { once } from 'node:events';
import { isDomainError } from '@bodybroker/domain';
import type { HealthCheck, Worker } from '@bodybroker/service-kit';
import type { AuthDeps } from '../deps.js';
import { createAccount } from '../handlers/create-account.js';

export interface BootstrapAdmin {
  readonly username: string;
  readonly password: string;
}

/**
 * Makes the first admin of a new installation, so that somebody can make others; the service is not ready before. An account of
 * that name that exists is left as it is: a password changed since then stays changed.
 */
export function bootstrapAdmin(deps: AuthDeps, { username, password }: BootstrapAdmin): Worker & HealthCheck {
  let isThere = false;
  return {
    name: 'bootstrap-admin',
    run: async (signal) => {
      try {
        await createAccount(deps, { username, password, email: '', roles: ['player', 'admin'] });
      } catch (error) {
        if (!isDomainError(error) || error.reason !== 'USERNAME_TAKEN') throw error;
      }
      isThere = true;
      if (!signal.aborted) await once(signal, 'abort');
    },
    check: () => (isThere ? Promise.resolve() : Promise.reject(new Error('the first admin is not there yet'))),
  };
}
