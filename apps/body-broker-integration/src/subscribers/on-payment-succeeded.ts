import { PaymentSucceeded } from '@bodybroker/contracts-payment';
import { subscriber, type Subscriber } from '@bodybroker/nats-sdk';
import type { Deps } from '../deps.js';

/** Something with things to hand over was bought: notes it, for the workflow that does so. */
export const onPaymentSucceeded = ({ purchases, clock }: Deps): Subscriber =>
  subscriber<PaymentSucceeded>({
    event: PaymentSucceeded,
    durable: 'body-broker-integration-payments',
    filterSubject: 'game.payment.succeeded.*',
    handle: async ({ playerId, intentId, productId, items, store, transactionId }) => {
      if (items.length === 0) return;
      const purchaseId = intentId === '' ? `${store}.${transactionId}` : intentId;
      const things = items.map(({ itemId, count }) => ({ itemId, count }));
      await purchases.add(purchaseId, { playerId, intentId, productId, items: things }, clock.now());
    },
  });
