import { DeployVersionRequest, Deployment, DeploymentStrategy } from '@bodybroker/contracts-model-management';
import { enumName, markReplay, receiptOf } from '@bodybroker/service-kit';
import type { Deps, ModelHandler } from '../deps.js';
import { DEPLOYMENT_STRATEGIES, checkBasisPoints } from '../domain/deployment.js';
import { deploymentIdOf } from '../domain/deployment-id.js';
import { assertLive } from '../domain/model.js';
import { assertDeployable } from '../domain/model-version.js';
import { deploy } from '../domain/rollout.js';
import { placeOfRequest } from '../mapping/place-of-request.js';
import { toDeployment } from '../mapping/to-deployment.js';
import { toGuard } from '../mapping/to-guard.js';

/** Puts a READY version to work; once for each idempotency key. */
export const deployVersion =
  ({ registry, rollouts, clock }: Deps): ModelHandler<'deployVersion'> =>
  async (request, context) => {
    const { name, number, canaryBasisPoints = 0, expectedVersion, reason } = request;
    const strategy = enumName(DeploymentStrategy, request.strategy, DEPLOYMENT_STRATEGIES, 'strategy');
    checkBasisPoints(strategy, canaryBasisPoints);
    const guard = toGuard(request.guard);
    const place = placeOfRequest(request);
    const { status, response } = await rollouts.once(
      { place, expectedVersion, receipt: receiptOf(context, DeployVersionRequest.toBinary(request)) },
      async (rollout, nextVersion) => {
        assertLive((await registry.model(name)).value);
        assertDeployable((await registry.version(name, number)).value);
        const id = deploymentIdOf(place, nextVersion);
        const createdMs = clock.now();
        return deploy(rollout, { ...place, id, number, strategy, canaryBasisPoints, guard, reason, createdMs });
      },
      (deployment, version) => Deployment.toBinary(toDeployment(deployment, version)),
    );
    if (status === 'replayed') markReplay(context);
    return Deployment.fromBinary(response);
  };
