import type { Worker } from '@bodybroker/service-kit';
import { runDueLoop, type Claim, type Store } from '@bodybroker/storage';
import type { Logger } from '@bodybroker/telemetry';
import type { Deps } from '../deps.js';
import { endTake } from '../flows/end-take.js';
import { releaseReservation } from '../flows/hold-items.js';
import { startDueSettlement } from '../flows/settle-contract.js';
import { DUE_MS, dueMember, type DueKind } from '../storage/due.js';

export interface DueOptions {
  readonly store: Store;
  readonly logger: Logger;
  /** Between two looks. */
  readonly pollMs: number;
}

/** How long one entry is held: longer than its work takes. After it what failed is tried again. */
const HOLD_MS = 15_000;

const WORK: Readonly<Record<DueKind, (deps: Deps, id: string, claim: Claim) => Promise<unknown>>> = {
  session: ({ sessions, clock }, id, claim) => sessions.expire(id, clock.now(), claim),
  reservation: async (deps, id, claim) => {
    const reservation = await deps.reservations.find(id);
    if (reservation === undefined) await deps.reservations.settle(id, claim);
    else await releaseReservation(deps, reservation.value.playerId, id, claim);
  },
  take: endTake,
  delivery: startDueSettlement,
  purchase: async ({ purchases, workflows }, id, claim) => {
    const purchase = await purchases.find(id);
    if (purchase !== undefined) await workflows.fulfil(id, purchase);
    await purchases.started(id, claim);
  },
};

/** Does what has fallen due in real time: sessions and reservations that are over, harvests, deliveries and purchases left half-way. */
export function doWhatIsDue(deps: Deps, { store, logger, pollMs }: DueOptions): Worker {
  const work = async (claim: Claim): Promise<void> => {
    const [kind, id] = dueMember(claim.member);
    await WORK[kind as DueKind](deps, id, claim);
  };
  return {
    name: 'do-what-is-due',
    run: (signal) =>
      runDueLoop(store.shards(), DUE_MS, work, {
        clock: deps.clock,
        signal,
        pollMs,
        holdMs: HOLD_MS,
        onError: (error, claim) => logger.warn('what is due could not be done', { error, member: claim?.member }),
      }),
  };
}
