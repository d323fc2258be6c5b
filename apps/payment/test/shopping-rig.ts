import type { PaymentIntent } from '@bodybroker/contracts-payment';
import { ManualClock } from '@bodybroker/testing';
import { asPlayer, balance, newPlayer, once, startPayment } from './caller.js';

export type Shopping = Awaited<ReturnType<typeof startShopping>>;

/** The service on a clock of the test's, asked by a new player who buys things. */
export async function startShopping() {
  const clock = new ManualClock();
  const harness = await startPayment({ clock });
  const player = newPlayer();
  const mine = asPlayer(harness, player);
  const create = (order: object = { productId: 'teeth-small' }, options = once()): Promise<PaymentIntent> =>
    mine.createPaymentIntent({ playerId: player, ...order }, options);
  const confirm = ({ intentId }: PaymentIntent, paymentMethod: string, options = once()): Promise<PaymentIntent> =>
    mine.confirmPaymentIntent({ intentId, paymentMethod }, options);
  const teeth = () => balance(mine, player, 'TOOTH');
  return { harness, clock, player, mine, create, confirm, teeth };
}
