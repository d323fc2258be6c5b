import { invalidArgument } from '@bodybroker/domain';
import type { Deps, RouterHandler } from '../deps.js';
import { checkPolicy } from '../domain/policy.js';
import { fromPolicyMessage, toPolicyMessage } from '../mapping/policy-message.js';

/** Makes or replaces a policy. */
export const setPolicy =
  ({ policies, matches, clock }: Deps): RouterHandler<'setPolicy'> =>
  async ({ policy: wanted, expectedVersion }) => {
    if (wanted === undefined) throw invalidArgument('policy', 'is needed');
    const policy = fromPolicyMessage(wanted, clock.now());
    checkPolicy(policy, matches);
    return toPolicyMessage(await policies.set(policy, expectedVersion));
  };
