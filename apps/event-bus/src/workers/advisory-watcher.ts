import { once } from 'node:events';
import { watchAdvisories, type Connection } from '@bodybroker/nats-sdk';
import type { Worker } from '@bodybroker/service-kit';
import type { Deps } from '../deps.js';

/** Dead-letters what consumers left that crashed over it, of all services: the server says when it gives a message up. */
export function advisoryWatcher({ clock, logger }: Pick<Deps, 'clock' | 'logger'>, connection: Connection): Worker {
  return {
    name: 'watch advisories',
    run: async (signal) => {
      const watcher = watchAdvisories(connection, { clock, logger });
      if (!signal.aborted) await once(signal, 'abort');
      await watcher.stop();
    },
  };
}
