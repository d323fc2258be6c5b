import fc from 'fast-check';
import type { PaymentIntent } from './payment-intent.js';
import { beginRefund, refundedAmount, settleRefund } from './refund.js';

const paid = (amount: bigint, granted: bigint): PaymentIntent => ({
  id: 'pi_ana_1',
  account: 'ana',
  status: 'SUCCEEDED',
  productId: 'p',
  grants: [{ currency: 'TOOTH', amount: granted }],
  items: [],
  amount,
  currency: 'EUR',
  capture: 'AUTOMATIC',
  provider: 'sandbox',
  clientSecret: '',
  paymentMethod: 'pm_ok',
  attempt: 1,
  isActionDone: false,
  capturedAmount: amount,
  refunds: [],
  nextActionUrl: '',
  createdMs: 0,
  updatedMs: 0,
  version: 3,
});

describe('refunds in parts', () => {
  const parts = fc.array(fc.tuple(fc.bigInt(1n, 5000n), fc.boolean()), { minLength: 1, maxLength: 19 });

  it('never give back more than was paid, and take no more of the goods than their share', () => {
    fc.assert(
      fc.property(fc.bigInt(1n, 5000n), fc.bigInt(1n, 700n), parts, (amount, granted, wishes) => {
        let intent = paid(amount, granted);
        let number = 5;
        let taken = 0n;
        for (const [wish, succeeds] of wishes) {
          const left = intent.capturedAmount - refundedAmount(intent);
          const order = { amount: wish, reason: '', number: (number += 1), nowMs: 0 };
          if (wish > left) {
            expect(() => beginRefund(intent, order)).toThrow(/left to refund/);
            continue;
          }
          const begun = beginRefund(intent, order);
          const settled = settleRefund(begun.intent ?? intent, begun.refund.id, succeeds ? 'SUCCEEDED' : 'FAILED', 0);
          intent = settled?.intent ?? intent;
          if (succeeds) taken += begun.refund.taken.reduce((sum, money) => sum + money.amount, 0n);
          expect(taken).toBe((granted * refundedAmount(intent)) / amount);
          expect(settleRefund(intent, begun.refund.id, 'FAILED', 0)).toBeUndefined();
        }
        expect(refundedAmount(intent)).toBeLessThanOrEqual(amount);
      }),
    );
  });
});
