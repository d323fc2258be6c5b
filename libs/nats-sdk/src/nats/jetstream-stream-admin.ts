import type { EventLog } from '../events/event-log.js';
import type { StreamAdmin } from '../events/stream-admin.js';
import { JETSTREAM_ERROR, JetStreamApiError } from './jetstream-error.js';
import { JetStreamEventLog } from './jetstream-event-log.js';
import { reportConsumers, reportStreams } from './jetstream-reports.js';
import { restoreSnapshot } from './jetstream-restore.js';
import { takeSnapshot } from './jetstream-snapshot.js';

/**
 * Reads, saves, restores and removes streams where a connection's event log is.
 * @throws TypeError when the log is not one of a NATS connection
 */
export function createStreamAdmin(log: EventLog): StreamAdmin {
  if (!(log instanceof JetStreamEventLog)) throw new TypeError('only the event log of a NATS connection has an admin');
  const { api } = log;
  return {
    get serverVersion() {
      return api.connection.info?.version ?? '';
    },
    streams: () => reportStreams(api),
    consumers: (stream) => reportConsumers(api, stream),
    snapshot: (stream, options = {}) => takeSnapshot(api, stream, options),
    restore: (snapshot, options = {}) => restoreSnapshot(api, snapshot, options),
    remove: async (stream) => {
      try {
        await api.call(`STREAM.DELETE.${stream}`);
        return true;
      } catch (error) {
        if (error instanceof JetStreamApiError && error.errorCode === JETSTREAM_ERROR.streamNotFound) return false;
        throw error;
      }
    },
  };
}
