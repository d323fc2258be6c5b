import { cutPage, readPage } from '@bodybroker/domain';
import type { Deps, ModelHandler } from '../deps.js';
import { toDeployment } from '../mapping/to-deployment.js';

/** Deployments by environment and model, of each the newest first. */
export const listDeployments =
  ({ registry }: Deps): ModelHandler<'listDeployments'> =>
  (request) => {
    const { name, environment } = request;
    const deployments = registry.mirror
      .rollouts()
      .filter(({ value }) => name === '' || value.name === name)
      .filter(({ value }) => environment === '' || value.environment === environment)
      .flatMap(({ value, version }) => value.deployments.map((deployment) => ({ deployment, version })));
    const page = readPage(request, [name, environment]);
    // Deployments are not taken away, so the last one shown is always there.
    const next =
      page.after === undefined ? 0 : deployments.findIndex(({ deployment }) => deployment.id === page.after) + 1;
    const { rows, nextPageToken } = cutPage(deployments.slice(next), page, ({ deployment }) => deployment.id);
    return Promise.resolve({
      deployments: rows.map(({ deployment, version }) => toDeployment(deployment, version)),
      nextPageToken,
    });
  };
