import { notFound } from '@bodybroker/domain';
import type { Deps, ModelHandler } from '../deps.js';
import { placeOfDeployment } from '../domain/deployment-id.js';
import { findDeployment } from '../domain/rollout.js';
import { toDeployment } from '../mapping/to-deployment.js';

/** One deployment. */
export const getDeployment =
  ({ registry }: Deps): ModelHandler<'getDeployment'> =>
  async ({ deploymentId: id }) => {
    const place = placeOfDeployment(id);
    const rollout = place && (await registry.rollout(place));
    if (rollout === undefined) throw notFound('deployment', id);
    return toDeployment(findDeployment(rollout.value, id), rollout.version);
  };
