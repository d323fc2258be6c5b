import { Deployment, RollbackDeploymentRequest } from '@bodybroker/contracts-model-management';
import { markReplay, receiptOf } from '@bodybroker/service-kit';
import type { Deps, ModelHandler } from '../deps.js';
import { deploymentIdOf } from '../domain/deployment-id.js';
import { rollBack } from '../domain/rollout.js';
import { placeOfRequest } from '../mapping/place-of-request.js';
import { toDeployment } from '../mapping/to-deployment.js';
import { readyNumbers } from '../storage/ready-numbers.js';

/** Goes back to what served before; once for each idempotency key. */
export const rollbackDeployment =
  ({ registry, rollouts, clock }: Deps): ModelHandler<'rollbackDeployment'> =>
  async (request, context) => {
    const place = placeOfRequest(request);
    await registry.model(place.name);
    const { status, response } = await rollouts.once(
      { place, receipt: receiptOf(context, RollbackDeploymentRequest.toBinary(request)) },
      async (rollout, nextVersion) => {
        const ready = await readyNumbers(registry, rollout);
        const restored = { id: deploymentIdOf(place, nextVersion), isReady: (number: number) => ready.has(number) };
        return rollBack(rollout, restored, { reason: request.reason, nowMs: clock.now() });
      },
      (deployment, version) => Deployment.toBinary(toDeployment(deployment, version)),
    );
    if (status === 'replayed') markReplay(context);
    return Deployment.fromBinary(response);
  };
