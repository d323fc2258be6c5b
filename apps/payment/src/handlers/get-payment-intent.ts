import type { IPaymentService } from '@bodybroker/contracts-payment';
import type { Handler } from '@bodybroker/nats-sdk';
import type { Deps } from '../deps.js';
import { ownAccount } from '../mapping/own-record.js';
import { toIntent } from '../mapping/to-intent.js';
import { currentIntent } from '../paying/posted-intent.js';

/** How a purchase stands. */
export const getPaymentIntent =
  (deps: Deps): Handler<IPaymentService, 'getPaymentIntent'> =>
  async ({ intentId }, { actor }) => {
    ownAccount('pi', intentId, actor);
    return toIntent(await currentIntent(deps, intentId));
  };
