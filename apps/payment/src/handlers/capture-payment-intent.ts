import type { IPaymentService } from '@bodybroker/contracts-payment';
import type { Handler } from '@bodybroker/nats-sdk';
import type { Deps } from '../deps.js';
import { checkAmount } from '../domain/amount.js';
import { ownAccount } from '../mapping/own-record.js';
import { toIntent } from '../mapping/to-intent.js';
import { captureIntent } from '../paying/capture-intent.js';

/** Takes the money of an authorised intent. */
export const capturePaymentIntent =
  (deps: Deps): Handler<IPaymentService, 'capturePaymentIntent'> =>
  async ({ intentId, amount }, { actor }) => {
    ownAccount('pi', intentId, actor);
    await deps.limits.count(actor);
    return toIntent(await captureIntent(deps, intentId, amount === undefined ? undefined : checkAmount(amount)));
  };
