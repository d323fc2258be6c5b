import { pageOf, readPage } from '@bodybroker/domain';
import type { Deps, RouterHandler } from '../deps.js';
import { toPolicyMessage } from '../mapping/policy-message.js';

/** Policies by id. */
export const listPolicies =
  ({ policies }: Deps): RouterHandler<'listPolicies'> =>
  (request) => {
    const { rows, nextPageToken } = pageOf(policies.all(), readPage(request), ({ value }) => value.id);
    return Promise.resolve({ policies: rows.map(toPolicyMessage), nextPageToken });
  };
