import type { IPaymentService } from '@bodybroker/contracts-payment';
import type { Handler } from '@bodybroker/nats-sdk';
import type { Deps } from '../deps.js';
import { accountOf } from '../mapping/to-order.js';
import { toWallet } from '../mapping/to-wallet.js';

/** What an account holds. */
export const getWallet =
  ({ accounts }: Deps): Handler<IPaymentService, 'getWallet'> =>
  async (request) =>
    toWallet(await accounts.wallet(accountOf(request)));
