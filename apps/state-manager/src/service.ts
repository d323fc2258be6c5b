import { contract, StateManagerService, type IStateManagerService } from '@bodybroker/contracts-state-manager';
import { defineService, implement } from '@bodybroker/service-kit';
import { config } from './config.js';
import type { StateManagerDeps } from './deps.js';
import { batchGetState } from './handlers/batch-get-state.js';
import { deleteState } from './handlers/delete-state.js';
import { getHistory } from './handlers/get-history.js';
import { getState } from './handlers/get-state.js';
import { incrementState } from './handlers/increment-state.js';
import { listStates } from './handlers/list-states.js';
import { patchState } from './handlers/patch-state.js';
import { putState } from './handlers/put-state.js';
import { restoreState } from './handlers/restore-state.js';
import { transactState } from './handlers/transact-state.js';
import { watchState } from './handlers/watch-state.js';
import { publishNote } from './publishers/change-note.js';
import { stateChanged } from './publishers/state-changed.js';
import { StateListing } from './storage/state-listing.js';
import { StateRepository } from './storage/state-repository.js';
import { ChangeFeed } from './subscribers/change-feed.js';
import { onAccountDeleted } from './subscribers/on-account-deleted.js';
import { expireStates } from './workers/expire-states.js';

/** Named JSON objects with a version each. */
export const service = defineService({
  name: 'state-manager',
  contract,
  config,
  build: ({ config: { stateEmitNamespaces }, connection: { bus }, store, clock, random, logger }) => {
    const emitting = new Set(stateEmitNamespaces.split(',').map((namespace) => namespace.trim()));
    const states = new StateRepository({
      store,
      clock,
      random,
      eventsOf: (write) => (emitting.has(write.id.namespace) ? [stateChanged(write, clock)] : []),
      onWritten: (write) => {
        try {
          publishNote(bus, write);
        } catch (error) {
          logger.debug('watchers could not be told of a change', { error });
        }
      },
    });
    const listing = new StateListing(store);
    const deps: StateManagerDeps = { states, listing, feed: new ChangeFeed(bus) };
    return {
      implementations: [
        implement<IStateManagerService>(StateManagerService, {
          getState: getState(deps),
          batchGetState: batchGetState(deps),
          putState: putState(deps),
          patchState: patchState(deps),
          deleteState: deleteState(deps),
          incrementState: incrementState(deps),
          transactState: transactState(deps),
          listStates: listStates(deps),
          getHistory: getHistory(deps),
          restoreState: restoreState(deps),
          watchState: watchState(deps),
        }),
      ],
      subscribers: [onAccountDeleted({ states, listing, clock })],
      workers: [
        expireStates({
          store,
          states,
          clock,
          onError: (error) => logger.warn('an entry whose end has come could not be deleted', { error }),
        }),
      ],
    };
  },
});
