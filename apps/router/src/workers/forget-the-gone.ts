import type { Worker } from '@bodybroker/service-kit';
import { runDueLoop } from '@bodybroker/storage';
import type { Deps } from '../deps.js';
import { goneAtMs } from '../domain/instance.js';
import { instanceDown } from '../publishers/instance-told.js';
import { EXPIRY_INDEX, parseMember } from '../storage/instances.js';

/** Forgets instances that have not renewed for three leases, and tells of it. */
export function forgetTheGone({ store, instances, outcomes, clock }: Deps, onError: (error: unknown) => void): Worker {
  return {
    name: 'forget-the-gone',
    run: (signal) =>
      runDueLoop(
        store.shards(),
        EXPIRY_INDEX,
        async (claim) => {
          const id = parseMember(claim.member);
          await instances.forget(
            id,
            (known, version) =>
              goneAtMs(known) > clock.now() ? [] : instanceDown(known, 'LEASE_EXPIRED', version, clock),
            claim,
          );
          outcomes.forget(id.instanceId);
        },
        { clock, signal, onError },
      ),
  };
}
