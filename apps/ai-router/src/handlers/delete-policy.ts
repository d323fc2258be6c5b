import type { Deps, RouterHandler } from '../deps.js';

/** Takes a policy away. */
export const deletePolicy =
  ({ policies }: Deps): RouterHandler<'deletePolicy'> =>
  async ({ policyId, expectedVersion }) => ({ deletedVersion: await policies.delete(policyId, expectedVersion) });
