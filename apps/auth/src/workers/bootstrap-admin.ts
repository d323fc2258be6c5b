import { once } from 'node:events';
import { isDomainError } from '@bodybroker/domain';
import type { Worker } from '@bodybroker/service-kit';
import type { AuthDeps } from '../deps.js';
import { createAccount } from '../handlers/create-account.js';

export interface BootstrapAdmin {
  readonly username: string;
  readonly password: string;
}

/**
 * Makes the first admin of a new installation, so that somebody can make others. An account of that name that exists is left as it
 * is: a password changed since then stays changed.
 */
export function bootstrapAdmin(deps: AuthDeps, { username, password }: BootstrapAdmin): Worker {
  return {
    name: 'bootstrap-admin',
    run: async (signal) => {
      try {
        await createAccount(deps, { username, password, email: '', roles: ['player', 'admin'] });
      } catch (error) {
        if (!isDomainError(error) || error.reason !== 'USERNAME_TAKEN') throw error;
      }
      if (!signal.aborted) await once(signal, 'abort');
    },
  };
}
