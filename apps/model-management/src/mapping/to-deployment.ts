import {
  DeploymentState,
  DeploymentStrategy,
  type Deployment as WireDeployment,
} from '@bodybroker/contracts-model-management';
import type { Deployment } from '../domain/deployment.js';

/** A deployment as the contract says it. @param version of the record it is kept in */
export function toDeployment(deployment: Deployment, version: bigint): WireDeployment {
  const { guard } = deployment;
  return {
    deploymentId: deployment.id,
    name: deployment.name,
    environment: deployment.environment,
    number: deployment.number,
    strategy: DeploymentStrategy[deployment.strategy],
    canaryBasisPoints: deployment.canaryBasisPoints,
    ...(guard === undefined
      ? {}
      : {
          guard: {
            minSamples: guard.minSamples,
            ...(guard.maxErrorRatio === undefined ? {} : { maxErrorRatio: guard.maxErrorRatio }),
            ...(guard.maxP95Ms === undefined ? {} : { maxP95Ms: guard.maxP95Ms }),
          },
        }),
    state: DeploymentState[deployment.state],
    reason: deployment.reason,
    restores: deployment.restores,
    createdMs: BigInt(deployment.createdMs),
    updatedMs: BigInt(deployment.updatedMs),
    version,
  };
}
