import type { Deps, RouterHandler } from '../deps.js';
import { toPolicyMessage } from '../mapping/policy-message.js';

/** The policy of an id. */
export const getPolicy =
  ({ policies }: Deps): RouterHandler<'getPolicy'> =>
  async ({ policyId }) =>
    toPolicyMessage(policies.get(policyId));
