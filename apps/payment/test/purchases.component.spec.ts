import {
  AuditFailed,
  CaptureMode,
  IntentStatus,
  PaymentFailed,
  PaymentRefunded,
  PaymentSucceeded,
  RefundStatus,
  type PaymentIntent,
} from '@bodybroker/contracts-payment';
import { MemoryStore } from '@bodybroker/storage';
import { ManualClock, eventually, publishedEvents, type ServiceHarness } from '@bodybroker/testing';
import {
  asAdmin,
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
  type Payment,
} from './caller.js';

describe('purchases', () => {
  let harness: ServiceHarness;
  let clock: ManualClock;
  let player: string;
  let mine: Payment;

  beforeEach(async () => {
    clock = new ManualClock();
    harness = await startPayment({ clock });
    player = newPlayer();
    mine = asPlayer(harness, player);
  });
  afterEach(() => harness.stop());

  const create = (order: object = { productId: 'teeth-small' }, options = once()): Promise<PaymentIntent> =>
    mine.createPaymentIntent({ playerId: player, ...order }, options);
  const confirm = ({ intentId }: PaymentIntent, paymentMethod: string, options = once()): Promise<PaymentIntent> =>
    mine.confirmPaymentIntent({ intentId, paymentMethod }, options);
  const teeth = () => balance(mine, player, 'TOOTH');

  it('lists what can be bought', async () => {
    const { products } = await mine.listProducts({});
    expect(products.map(({ productId, grants }) => [productId, grants[0]?.amount])).toEqual([
      ['founders-kit', 50n],
      ['teeth-jaw', 600n],
      ['teeth-pouch', 110n],
      ['teeth-small', 20n],
    ]);
    const first = await mine.listProducts({ pageSize: 3 });
    const second = await mine.listProducts({ pageSize: 3, pageToken: first.nextPageToken });
    expect([...first.products, ...second.products]).toEqual(products);
  });

  it('are declined, then paid and granted once', async () => {
    const options = once();
    const intent = await create(undefined, options);
    expect(intent).toMatchObject({
      intentId: `pi_${player}_1`,
      status: IntentStatus.REQUIRES_PAYMENT_METHOD,
      amount: 199n,
      currency: 'EUR',
      provider: 'sandbox',
      clientSecret: expect.stringContaining('_secret_') as string,
    });
    expect(await create(undefined, options)).toEqual(intent);
    const declined = await confirm(intent, 'pm_declined');
    expect(declined).toMatchObject({
      status: IntentStatus.REQUIRES_PAYMENT_METHOD,
      lastError: { code: 'card_declined' },
    });
    const paying = once();
    const answers = await Promise.all(Array.from({ length: 4 }, () => confirm(intent, 'pm_ok', paying)));
    expect(answers[0]).toMatchObject({ status: IntentStatus.SUCCEEDED, capturedAmount: 199n });
    expect(answers[0]).not.toHaveProperty('lastError');
    for (const answer of answers) expect(answer).toEqual(answers[0]);
    const news = sandboxWebhook(intent.intentId, { status: 'succeeded', amount_received: 199 });
    for (let n = 0; n < 3; n += 1) {
      expect(await asService(harness).handleProviderWebhook(news)).toEqual({
        applied: false,
        intentId: intent.intentId,
      });
    }
    expect(await teeth()).toEqual([20n, 0n]);
    await expect(confirm(intent, 'pm_ok')).rejects.toEqual(refused('INTENT_STATE'));
    expect(await publishedEvents(harness.broker, PaymentFailed, 1)).toMatchObject([
      { payload: { intentId: intent.intentId, decline: { code: 'card_declined' } } },
    ]);
    expect(await publishedEvents(harness.broker, PaymentSucceeded, 1)).toMatchObject([
      {
        playerId: player,
        payload: { productId: 'teeth-small', amount: 199n, currency: 'EUR', grants: [{ amount: 20n }] },
      },
    ]);
    const { sums } = await asAdmin(harness).auditLedger({});
    expect(sums).toEqual([
      { currency: 'EUR', sum: 0n, inTransit: 0n },
      { currency: 'TOOTH', sum: 0n, inTransit: 0n },
    ]);
  });

  it('wait for the payer, who confirms again', async () => {
    const intent = await create();
    const waiting = await confirm(intent, 'pm_requires_action');
    expect(waiting.status).toBe(IntentStatus.REQUIRES_ACTION);
    expect(waiting.nextActionUrl).toContain(intent.intentId);
    const paid = await confirm(intent, 'pm_requires_action');
    expect(paid).toMatchObject({ status: IntentStatus.SUCCEEDED, nextActionUrl: '' });
  });

  it('whose answer was lost are found out by asking', async () => {
    const intent = await create();
    const options = once();
    const open = await confirm(intent, 'pm_timeout', options);
    expect(open.status).toBe(IntentStatus.PROCESSING);
    expect(await teeth()).toEqual([0n, 0n]);
    clock.advance(500);
    await eventually(async () => expect(await teeth()).toEqual([20n, 0n]));
    expect(await confirm(intent, 'pm_timeout', options)).toEqual(open);
    expect((await mine.getPaymentIntent({ intentId: intent.intentId })).status).toBe(IntentStatus.SUCCEEDED);
  });

  it('are settled by a message of the provider, whoever comes first', async () => {
    const intent = await create();
    await confirm(intent, 'pm_timeout');
    const news = sandboxWebhook(intent.intentId, { status: 'succeeded', amount_received: 199 });
    const service = asService(harness);
    const receipts = await Promise.all(Array.from({ length: 3 }, () => service.handleProviderWebhook(news)));
    expect(receipts.filter(({ applied }) => applied)).toHaveLength(1);
    expect(await teeth()).toEqual([20n, 0n]);
  });

  it('take manual capture, whole for a product, in part for an amount', async () => {
    const product = await create({ productId: 'teeth-small', capture: CaptureMode.MANUAL });
    expect(await confirm(product, 'pm_ok')).toMatchObject({ status: IntentStatus.REQUIRES_CAPTURE });
    expect(await teeth()).toEqual([0n, 0n]);
    const { intentId } = product;
    await expect(mine.capturePaymentIntent({ intentId, amount: 1n })).rejects.toEqual(refused('PARTIAL_PRODUCT'));
    await expect(mine.capturePaymentIntent({ intentId, amount: 200n })).rejects.toMatchObject({
      reason: 'CAPTURE_EXCEEDS_AMOUNT',
    });
    const captured = await mine.capturePaymentIntent({ intentId });
    expect(captured).toMatchObject({ status: IntentStatus.SUCCEEDED, capturedAmount: 199n });
    expect(await mine.capturePaymentIntent({ intentId })).toEqual(captured);
    expect(await teeth()).toEqual([20n, 0n]);
    const tip = await create({ amount: 500n, currency: 'EUR', capture: CaptureMode.MANUAL });
    await confirm(tip, 'pm_ok');
    const part = await mine.capturePaymentIntent({ intentId: tip.intentId, amount: 300n });
    expect(part).toMatchObject({ status: IntentStatus.SUCCEEDED, capturedAmount: 300n });
    await expect(mine.capturePaymentIntent({ intentId: tip.intentId, amount: 1n })).rejects.toEqual(
      refused('INTENT_STATE'),
    );
  });

  it('are cancelled until they are paid; money that comes later is told to operators and can be given back', async () => {
    const intent = await create();
    const { intentId } = intent;
    const cancelled = await mine.cancelPaymentIntent({ intentId });
    expect(cancelled.status).toBe(IntentStatus.CANCELLED);
    expect(await mine.cancelPaymentIntent({ intentId })).toEqual(cancelled);
    await expect(confirm(intent, 'pm_ok')).rejects.toEqual(refused('INTENT_STATE'));
    const news = sandboxWebhook(intentId, { status: 'succeeded', amount_received: 199 });
    await asService(harness).handleProviderWebhook(news);
    expect(await asService(harness).handleProviderWebhook(news)).toMatchObject({ applied: false });
    expect(await teeth()).toEqual([0n, 0n]);
    expect(await publishedEvents(harness.broker, AuditFailed, 1)).toMatchObject([{ payload: { account: player } }]);
    const refund = await asService(harness).refundPayment({ intentId }, once());
    expect(refund).toMatchObject({ amount: 199n, status: RefundStatus.SUCCEEDED, takenBack: [] });
    const paid = await create();
    await confirm(paid, 'pm_ok');
    await expect(mine.cancelPaymentIntent({ intentId: paid.intentId })).rejects.toEqual(refused('INTENT_STATE'));
  });

  describe('refunds', () => {
    it('give money back and take what was bought, up to what was paid', async () => {
      const intent = await create();
      await confirm(intent, 'pm_ok');
      const { intentId } = intent;
      const options = once();
      const half = await mine.refundPayment({ intentId, amount: 100n, reason: 'too many' }, options);
      expect(half).toMatchObject({
        status: RefundStatus.SUCCEEDED,
        amount: 100n,
        takenBack: [{ currency: 'TOOTH', amount: 10n }],
      });
      expect(await mine.refundPayment({ intentId, amount: 100n, reason: 'too many' }, options)).toEqual(half);
      const tooMuch = mine.refundPayment({ intentId, amount: 100n }, once());
      await expect(tooMuch).rejects.toMatchObject({
        code: 'FAILED_PRECONDITION',
        reason: 'REFUND_EXCEEDS_CAPTURED',
        details: { left: '99' },
      });
      await mine.refundPayment({ intentId }, once());
      expect(await teeth()).toEqual([0n, 0n]);
      await expect(mine.refundPayment({ intentId }, once())).rejects.toEqual(refused('REFUND_EXCEEDS_CAPTURED'));
      expect(await mine.getPaymentIntent({ intentId })).toMatchObject({ refundedAmount: 199n });
      const told = await publishedEvents(harness.broker, PaymentRefunded, 2);
      expect(told.map(({ payload }) => [payload.refundedAmount, payload.complete])).toEqual([
        [100n, false],
        [199n, true],
      ]);
    });

    it('are refused when what was bought is spent, or is more than money', async () => {
      const intent = await create();
      await confirm(intent, 'pm_ok');
      const spent = { playerId: player, currency: 'TOOTH', amount: 1n };
      await asService(harness).debitWallet(spent, once());
      await expect(mine.refundPayment({ intentId: intent.intentId }, once())).rejects.toEqual(
        refused('INSUFFICIENT_FUNDS'),
      );
      const kit = await create({ productId: 'founders-kit', currency: 'GBP' });
      expect(kit).toMatchObject({ amount: 1799n, currency: 'GBP' });
      await expect(mine.refundPayment({ intentId: kit.intentId }, once())).rejects.toMatchObject({
        code: 'PERMISSION_DENIED',
      });
      await confirm(kit, 'pm_ok');
      await asService(harness).refundPayment({ intentId: kit.intentId }, once());
      expect(await teeth()).toEqual([19n, 0n]);
      await expect(mine.refundPayment({ intentId: (await create()).intentId }, once())).rejects.toEqual(
        refused('INTENT_STATE'),
      );
    });

    it('made at once stay within what was paid', async () => {
      const intent = await create();
      await confirm(intent, 'pm_ok');
      const refund = () => asService(harness).refundPayment({ intentId: intent.intentId, amount: 60n }, once());
      const refunds = await Promise.allSettled(Array.from({ length: 6 }, refund));
      expect(refunds.filter(({ status }) => status === 'fulfilled')).toHaveLength(3);
    });
  });

  describe('receipts of a store', () => {
    const validate = (receipt: string, asker = mine) => asker.validateReceipt({ store: 'sandbox', receipt });

    it('are granted once for ever, to whoever shows them first', async () => {
      const transaction = { transaction_id: 't-1', product_id: 'founders-kit' };
      const receipt = sandboxReceipt([transaction, transaction]);
      expect(await validate(receipt)).toEqual({
        purchases: [
          { transactionId: 't-1', productId: 'founders-kit', seenBefore: false },
          { transactionId: 't-1', productId: 'founders-kit', seenBefore: true },
        ],
      });
      expect(await teeth()).toEqual([50n, 0n]);
      const thief = newPlayer();
      expect((await validate(receipt, asPlayer(harness, thief))).purchases[0]?.seenBefore).toBe(true);
      expect(await balance(asService(harness), thief, 'TOOTH')).toEqual([0n, 0n]);
      expect(await publishedEvents(harness.broker, PaymentSucceeded, 1)).toMatchObject([
        {
          payload: {
            store: 'sandbox',
            transactionId: 't-1',
            items: [{ itemId: 'menders-kit' }, { itemId: 'ice-chest' }],
          },
        },
      ]);
      const second = await startPayment({
        broker: harness.broker,
        clock,
        store: new MemoryStore('payment', { clock }),
      });
      expect((await validate(receipt, asPlayer(second, player))).purchases[0]?.seenBefore).toBe(true);
      expect(await balance(asService(second), player, 'TOOTH')).toEqual([50n, 0n]);
      await second.stop();
    });

    it('shown by many at once are granted to one', async () => {
      const receipt = sandboxReceipt([{ transaction_id: 't-2', product_id: 'teeth-small' }]);
      const crowd = Array.from({ length: 8 }, newPlayer);
      await Promise.all(crowd.map((each) => validate(receipt, asPlayer(harness, each))));
      const balances = await Promise.all(crowd.map((each) => balance(asService(harness), each, 'TOOTH')));
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
      await expect(mine.validateReceipt({ store: 'apple', receipt })).rejects.toEqual(refused('STORE_NOT_FOUND'));
      const other = mine.validateReceipt({ store: 'sandbox', receipt, playerId: newPlayer() });
      await expect(other).rejects.toEqual(refused('NOT_YOUR_PLAYER'));
      await expect(asService(harness).validateReceipt({ store: 'sandbox', receipt })).rejects.toMatchObject({
        code: 'INVALID_ARGUMENT',
      });
    });
  });

  describe('messages of the provider', () => {
    const body = { status: 'succeeded', amount_received: 199 };

    it('need no token but the right signature, not too old', async () => {
      const { intentId } = await create();
      const anonymous = asNobody(harness);
      const good = sandboxWebhook(intentId, body);
      const bad = [
        { ...good, headers: {} },
        { ...good, headers: { 'sandbox-signature': 't=,v1=' } },
        { ...good, headers: { 'sandbox-signature': 't=99999999999999999999,v1=zz' } },
        { ...good, rawBody: Buffer.from('{}') },
        sandboxWebhook(intentId, body, { secret: 'wrong' }),
        sandboxWebhook(intentId, body, { nowMs: clock.now() - 301_000 }),
        sandboxWebhook(intentId, body, { nowMs: clock.now() + 301_000 }),
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
      const service = asService(harness);
      const unknown = sandboxWebhook('pi_acc_nobody_1', body);
      expect(await service.handleProviderWebhook(unknown)).toMatchObject({ applied: false });
      expect(await service.handleProviderWebhook(sandboxWebhook('nonsense', body))).toMatchObject({ applied: false });
      const other = sandboxWebhook('x', body, { type: 'charge.updated' });
      expect(await service.handleProviderWebhook(other)).toEqual({ applied: false, intentId: '' });
      const intent = await create();
      await confirm(intent, 'pm_ok');
      const failed = sandboxWebhook(
        intent.intentId,
        { status: 'requires_payment_method', last_payment_error: { code: 'late' } },
        { type: 'payment_intent.payment_failed' },
      );
      expect(await service.handleProviderWebhook(failed)).toMatchObject({ applied: false });
      expect((await mine.getPaymentIntent({ intentId: intent.intentId })).status).toBe(IntentStatus.SUCCEEDED);
    });
  });

  it.each([
    ['an unknown product', { productId: 'moon' }, 'PRODUCT_NOT_FOUND'],
    ['no amount', { currency: 'EUR' }, 'AMOUNT_REQUIRED'],
    ['a price of one’s own', { productId: 'teeth-small', amount: 1n }, 'AMOUNT_FIXED'],
    ['a currency it is not sold in', { productId: 'teeth-small', currency: 'MARK' }, 'UNKNOWN_CURRENCY'],
    ['a currency of the game', { amount: 5n, currency: 'TOOTH' }, 'UNKNOWN_CURRENCY'],
    ['an unknown capture mode', { productId: 'teeth-small', capture: 9 }, 'ENUM_UNSPECIFIED'],
  ])('are refused with %s', async (_case, order, reason) => {
    await expect(create(order)).rejects.toEqual(refused(reason));
  });

  it("are the player's own, and listed newest first", async () => {
    const intents = [await create(), await create({ amount: 5n, currency: 'USD' }), await create()];
    const ids = intents.map(({ intentId }) => intentId).reverse();
    const first = await mine.listPaymentIntents({ playerId: player, pageSize: 2 });
    const second = await mine.listPaymentIntents({ playerId: player, pageToken: first.nextPageToken });
    expect([...first.intents, ...second.intents].map(({ intentId }) => intentId)).toEqual(ids);
    const stranger = asPlayer(harness, newPlayer());
    const [intentId = ''] = ids;
    await expect(stranger.getPaymentIntent({ intentId })).rejects.toEqual(refused('NOT_YOUR_PLAYER'));
    await expect(stranger.cancelPaymentIntent({ intentId })).rejects.toEqual(refused('NOT_YOUR_PLAYER'));
    await expect(mine.getPaymentIntent({ intentId: `pi_${player}_99` })).rejects.toEqual(
      refused('PAYMENT_INTENT_NOT_FOUND'),
    );
    await expect(mine.getPaymentIntent({ intentId: '?' })).rejects.toEqual(refused('PAYMENT_INTENT_NOT_FOUND'));
  });

  it('are limited to thirty money calls a minute for a player', async () => {
    const options = once();
    for (let n = 0; n < 30; n += 1) await create(undefined, options);
    await expect(create(undefined, options)).rejects.toMatchObject({
      code: 'RESOURCE_EXHAUSTED',
      reason: 'TOO_MANY_MONEY_CALLS',
      retryable: true,
    });
    clock.advance(60_000);
    await create(undefined, options);
  });
});
