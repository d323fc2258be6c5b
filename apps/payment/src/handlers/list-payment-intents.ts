import type { IPaymentService } from '@bodybroker/contracts-payment';
import { readPage } from '@bodybroker/domain';
import type { Handler } from '@bodybroker/nats-sdk';
import type { Deps } from '../deps.js';
import { accountOf } from '../mapping/to-order.js';
import { toIntent } from '../mapping/to-intent.js';

/** The purchases of a player, newest first. */
export const listPaymentIntents =
  ({ accounts, projection }: Deps): Handler<IPaymentService, 'listPaymentIntents'> =>
  async (request) => {
    const account = accountOf(request);
    const page = readPage(request, [account]);
    await accounts.wallet(account);
    const { rows, nextPageToken } = await projection.intents(account, page);
    return { intents: rows.map(toIntent), nextPageToken };
  };
