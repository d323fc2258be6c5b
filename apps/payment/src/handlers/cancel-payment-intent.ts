import type { IPaymentService } from '@bodybroker/contracts-payment';
import type { Handler } from '@bodybroker/nats-sdk';
import type { Deps } from '../deps.js';
import { ownAccount } from '../mapping/own-record.js';
import { toIntent } from '../mapping/to-intent.js';
import { cancelIntent } from '../paying/cancel-intent.js';

/** Gives a purchase up that is not paid. */
export const cancelPaymentIntent =
  (deps: Deps): Handler<IPaymentService, 'cancelPaymentIntent'> =>
  async ({ intentId }, { actor }) => {
    ownAccount('pi', intentId, actor);
    await deps.limits.count(actor);
    return toIntent(await cancelIntent(deps, intentId));
  };
