import type { IPaymentService } from '@bodybroker/contracts-payment';
import type { Handler } from '@bodybroker/nats-sdk';
import type { Deps } from '../deps.js';
import { currentHold } from '../ledger/own-holds.js';
import { placeOfId } from '../mapping/own-record.js';
import { toHold } from '../mapping/to-hold.js';

/** How a hold stands. */
export const getHold =
  (deps: Deps): Handler<IPaymentService, 'getHold'> =>
  async ({ holdId }) =>
    toHold(await currentHold(deps, placeOfId('hld', holdId).account, holdId));
