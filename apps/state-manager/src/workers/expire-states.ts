import type { Clock } from '@bodybroker/domain';
import type { Worker } from '@bodybroker/service-kit';
import { runDueLoop, type Store } from '@bodybroker/storage';
import { hasExpired } from '../domain/state-entry.js';
import { parseStateName } from '../domain/state-id.js';
import { EXPIRY_INDEX } from '../storage/state-keys.js';
import type { StateRepository } from '../storage/state-repository.js';

export interface ExpireStatesDeps {
  readonly store: Store;
  readonly states: StateRepository;
  readonly clock: Clock;
  /** Told of an entry that could not be deleted; it is tried again. */
  onError(error: unknown): void;
}

/** Deletes entries when their end has come: a version of its own, with history and event, like any deletion. */
export function expireStates({ store, states, clock, onError }: ExpireStatesDeps): Worker {
  return {
    name: 'expire-states',
    run: (signal) =>
      runDueLoop(
        store.shards(),
        EXPIRY_INDEX,
        async (claim) => {
          await states.change(
            [parseStateName(claim.member)],
            (current, nowMs) => ({
              writes: current.map(({ entry }) => ({
                kind: entry !== undefined && hasExpired(entry, nowMs) ? 'delete' : 'keep',
              })),
            }),
            { claim, signal },
          );
        },
        { clock, signal, onError },
      ),
  };
}
