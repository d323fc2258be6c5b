import { IntentStatus, PaymentRefunded, PaymentSucceeded, RefundStatus } from '@bodybroker/contracts-payment';
import { MemoryStore } from '@bodybroker/storage';
import { publishedEvents } from '@bodybroker/testing';
import {
  asNobody,
  asPlayer,
  asService,
  balance,
  newPlayer,
  once,
  refused,
  sandboxReceipt,
  sandboxWebhook,
  startPayment,
} from './caller.js';
import { startShopping, type Shopping } from './shopping-rig.js';

describe('purchases', () => {
  let rig: Shopping;
  beforeEach(async () => {
    rig = await startShopping();
  });
  afterEach(() => rig.harness.stop());

  describe('refunds', () => {
    it('give money back and take what was bought, up to what was paid', async () => {
      const intent = await rig.create();
      await rig.confirm(intent, 'pm_ok');
      const { intentId } = intent;
      const options = once();
      const half = await rig.mine.refundPayment({ intentId, amount: 100n, reason: 'too many' }, options);
      expect(half).toMatchObject({
        status: RefundStatus.SUCCEEDED,
        amount: 100n,
        takenBack: [{ currency: 'TOOTH', amount: 10n }],
      });
      expect(await rig.mine.refundPayment({ intentId, amount: 100n, reason: 'too many' }, options)).toEqual(half);
      const tooMuch = rig.mine.refundPayment({ intentId, amount: 100n }, once());
      await expect(tooMuch).rejects.toMatchObject({
        code: 'FAILED_PRECONDITION',
        reason: 'REFUND_EXCEEDS_CAPTURED',
        details: { left: '99' },
      });
      await rig.mine.refundPayment({ intentId }, once());
      expect(await rig.teeth()).toEqual([0n, 0n]);
      await expect(rig.mine.refundPayment({ intentId }, once())).rejects.toEqual(refused('REFUND_EXCEEDS_CAPTURED'));
      expect(await rig.mine.getPaymentIntent({ intentId })).toMatchObject({ refundedAmount: 199n });
      const told = await publishedEvents(rig.harness.broker, PaymentRefunded, 2);
      expect(told.map(({ payload }) => [payload.refundedAmount, payload.complete])).toEqual([
        [100n, false],
        [199n, true],
      ]);
    });

    it('are refused when what was bought is spent, or is more than money', async () => {
      const intent = await rig.create();
      await rig.confirm(intent, 'pm_ok');
      const spent = { playerId: rig.player, currency: 'TOOTH', amount: 1n };
      await asService(rig.harness).debitWallet(spent, once());
      await expect(rig.mine.refundPayment({ intentId: intent.intentId }, once())).rejects.toEqual(
        refused('INSUFFICIENT_FUNDS'),
      );
      const kit = await rig.create({ productId: 'founders-kit', currency: 'GBP' });
      expect(kit).toMatchObject({ amount: 1799n, currency: 'GBP' });
      await expect(rig.mine.refundPayment({ intentId: kit.intentId }, once())).rejects.toMatchObject({
        code: 'PERMISSION_DENIED',
      });
      await rig.confirm(kit, 'pm_ok');
      await asService(rig.harness).refundPayment({ intentId: kit.intentId }, once());
      expect(await rig.teeth()).toEqual([19n, 0n]);
      await expect(rig.mine.refundPayment({ intentId: (await rig.create()).intentId }, once())).rejects.toEqual(
        refused('INTENT_STATE'),
      );
    });

    it('made at once stay within what was paid', async () => {
      const intent = await rig.create();
      await rig.confirm(intent, 'pm_ok');
      const refund = () => asService(rig.harness).refundPayment({ intentId: intent.intentId, amount: 60n }, once());
      const refunds = await Promise.allSettled(Array.from({ length: 6 }, refund));
      expect(refunds.filter(({ status }) => status === 'fulfilled')).toHaveLength(3);
    });
  });

  describe('receipts of a store', () => {
    const validate = (receipt: string, asker = rig.mine) => asker.validateReceipt({ store: 'sandbox', receipt });

    it('are granted once for ever, to whoever shows them first', async () => {
      const transaction = { transaction_id: 't-1', product_id: 'founders-kit' };
      const receipt = sandboxReceipt([transaction, transaction]);
      expect(await validate(receipt)).toEqual({
        purchases: [
          { transactionId: 't-1', productId: 'founders-kit', seenBefore: false },
          { transactionId: 't-1', productId: 'founders-kit', seenBefore: true },
        ],
      });
      expect(await rig.teeth()).toEqual([50n, 0n]);
      const thief = newPlayer();
      expect((await validate(receipt, asPlayer(rig.harness, thief))).purchases[0]?.seenBefore).toBe(true);
      expect(await balance(asService(rig.harness), thief, 'TOOTH')).toEqual([0n, 0n]);
      expect(await publishedEvents(rig.harness.broker, PaymentSucceeded, 1)).toMatchObject([
        {
          payload: {
            store: 'sandbox',
            transactionId: 't-1',
            items: [{ itemId: 'menders-kit' }, { itemId: 'ice-chest' }],
          },
        },
      ]);
      const second = await startPayment({
        broker: rig.harness.broker,
        clock: rig.clock,
        store: new MemoryStore('payment', { clock: rig.clock }),
      });
      expect((await validate(receipt, asPlayer(second, rig.player))).purchases[0]?.seenBefore).toBe(true);
      expect(await balance(asService(second), rig.player, 'TOOTH')).toEqual([50n, 0n]);
      await second.stop();
    });

    it('shown by many at once are granted to one', async () => {
      const receipt = sandboxReceipt([{ transaction_id: 't-2', product_id: 'teeth-small' }]);
      const crowd = Array.from({ length: 8 }, newPlayer);
      await Promise.all(crowd.map((each) => validate(receipt, asPlayer(rig.harness, each))));
      const balances = await Promise.all(crowd.map((each) => balance(asService(rig.harness), each, 'TOOTH')));
      expect(balances.filter(([available]) => available === 20n)).toHaveLength(1);
      expect(balances.filter(([available]) => available === 0n)).toHaveLength(7);
    });

    it.each([
      ['nothing', ''],
      ['what is no receipt', 'abc'],
      ['another signature', sandboxReceipt([{ transaction_id: 't', product_id: 'teeth-small' }], 'other')],
      ['no purchases', sandboxReceipt([])],
      ['a purchase without id', sandboxReceipt([{ transaction_id: '', product_id: 'teeth-small' }])],
    ])('are refused with %s', async (_case, receipt) => {
      await expect(validate(receipt)).rejects.toMatchObject({ code: 'INVALID_ARGUMENT' });
    });

    it('are refused for stores and products nobody knows, and for somebody else', async () => {
      const receipt = sandboxReceipt([{ transaction_id: 't', product_id: 'moon' }]);
      await expect(validate(receipt)).rejects.toEqual(refused('PRODUCT_NOT_FOUND'));
      await expect(rig.mine.validateReceipt({ store: 'apple', receipt })).rejects.toEqual(refused('STORE_NOT_FOUND'));
      const other = rig.mine.validateReceipt({ store: 'sandbox', receipt, playerId: newPlayer() });
      await expect(other).rejects.toEqual(refused('NOT_YOUR_PLAYER'));
      await expect(asService(rig.harness).validateReceipt({ store: 'sandbox', receipt })).rejects.toMatchObject({
        code: 'INVALID_ARGUMENT',
      });
    });
  });

  describe('messages of the provider', () => {
    const body = { status: 'succeeded', amount_received: 199 };

    it('need no token but the right signature, not too old', async () => {
      const { intentId } = await rig.create();
      const anonymous = asNobody(rig.harness);
      const good = sandboxWebhook(intentId, body);
      const bad = [
        { ...good, headers: {} },
        { ...good, headers: { 'sandbox-signature': 't=,v1=' } },
        { ...good, headers: { 'sandbox-signature': 't=99999999999999999999,v1=zz' } },
        { ...good, rawBody: Buffer.from('{}') },
        sandboxWebhook(intentId, body, { secret: 'wrong' }),
        sandboxWebhook(intentId, body, { nowMs: rig.clock.now() - 301_000 }),
        sandboxWebhook(intentId, body, { nowMs: rig.clock.now() + 301_000 }),
      ];
      for (const request of bad) {
        await expect(anonymous.handleProviderWebhook(request)).rejects.toMatchObject({
          code: 'UNAUTHENTICATED',
          reason: 'BAD_SIGNATURE',
        });
      }
      expect(await anonymous.handleProviderWebhook(good)).toEqual({ applied: true, intentId });
      await expect(anonymous.handleProviderWebhook({ ...good, provider: 'stripe' })).rejects.toEqual(
        refused('PROVIDER_NOT_FOUND'),
      );
    });

    it('of other kinds, of unknown intents, and of states that are past change nothing', async () => {
      const service = asService(rig.harness);
      const unknown = sandboxWebhook('pi_acc_nobody_1', body);
      expect(await service.handleProviderWebhook(unknown)).toMatchObject({ applied: false });
      expect(await service.handleProviderWebhook(sandboxWebhook('nonsense', body))).toMatchObject({ applied: false });
      const other = sandboxWebhook('x', body, { type: 'charge.updated' });
      expect(await service.handleProviderWebhook(other)).toEqual({ applied: false, intentId: '' });
      const intent = await rig.create();
      await rig.confirm(intent, 'pm_ok');
      const failed = sandboxWebhook(
        intent.intentId,
        { status: 'requires_payment_method', last_payment_error: { code: 'late' } },
        { type: 'payment_intent.payment_failed' },
      );
      expect(await service.handleProviderWebhook(failed)).toMatchObject({ applied: false });
      expect((await rig.mine.getPaymentIntent({ intentId: intent.intentId })).status).toBe(IntentStatus.SUCCEEDED);
    });
  });
});
