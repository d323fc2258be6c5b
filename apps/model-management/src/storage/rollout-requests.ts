import type { ReceiptRef, RequestReceipts, RequestResult } from '@bodybroker/storage';
import type { Deployment } from '../domain/deployment.js';
import { findDeployment, type Rollout, type RolloutStep } from '../domain/rollout.js';
import type { Place, Registry } from './registry.js';

/** Keyed requests that a rollout itself remembers. */
const REMEMBERED = 20;

export interface RolloutRequest {
  readonly place: Place;
  readonly receipt: ReceiptRef;
  readonly expectedVersion?: bigint | undefined;
}

/** Changes rollouts once for each idempotency key. */
export class RolloutRequests {
  readonly #registry: Registry;
  readonly #receipts: RequestReceipts;

  constructor(registry: Registry, receipts: RequestReceipts) {
    this.#registry = registry;
    this.#receipts = receipts;
  }

  /**
   * Makes a step unless an earlier request with this key did. The key is written into the rollout as well, in the same write: should
   * this process die before the receipt is kept, the repeat finds what was done.
   * @throws DomainError INVALID_ARGUMENT IDEMPOTENCY_KEY_REUSED, UNAVAILABLE IDEMPOTENCY_IN_PROGRESS, VERSION_CONFLICT, what `step` throws
   */
  once(
    { place, receipt, expectedVersion }: RolloutRequest,
    step: (rollout: Rollout, nextVersion: bigint) => RolloutStep | Promise<RolloutStep>,
    respond: (deployment: Deployment, version: bigint) => Uint8Array,
  ): Promise<RequestResult> {
    const key = `${receipt.actor} ${receipt.method} ${receipt.key} ${receipt.fingerprint}`;
    return this.#receipts.once(receipt, async () => {
      const earlier = await this.#registry.rollout(place);
      const done = earlier?.value.applied.find((applied) => applied.key === key);
      if (earlier !== undefined && done !== undefined) {
        return respond(findDeployment(earlier.value, done.deploymentId), earlier.version);
      }
      const changed = await this.#registry.changeRollout(
        place,
        async (current, nextVersion) => {
          const { rollout, deployment } = await step(current, nextVersion);
          const applied = [{ key, deploymentId: deployment.id }, ...rollout.applied];
          return { ...rollout, applied: applied.slice(0, REMEMBERED) };
        },
        expectedVersion,
      );
      const deploymentId = changed.value.applied[0]?.deploymentId ?? '';
      return respond(findDeployment(changed.value, deploymentId), changed.version);
    });
  }
}
