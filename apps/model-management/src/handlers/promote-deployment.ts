import { notFound } from '@bodybroker/domain';
import type { Deps, ModelHandler } from '../deps.js';
import { placeOfDeployment } from '../domain/deployment-id.js';
import { assertDeployable } from '../domain/model-version.js';
import { findDeployment, promote } from '../domain/rollout.js';
import { toDeployment } from '../mapping/to-deployment.js';

/** Makes a canary or shadow serve all. */
export const promoteDeployment =
  ({ registry, clock }: Deps): ModelHandler<'promoteDeployment'> =>
  async ({ deploymentId: id, expectedVersion }) => {
    const place = placeOfDeployment(id);
    if (place === undefined) throw notFound('deployment', id);
    const changed = await registry.changeRollout(
      place,
      async (rollout) => {
        const { name, number } = findDeployment(rollout, id);
        assertDeployable((await registry.version(name, number)).value);
        return promote(rollout, id, { reason: 'promoted', nowMs: clock.now() }).rollout;
      },
      expectedVersion,
    );
    return toDeployment(findDeployment(changed.value, id), changed.version);
  };
