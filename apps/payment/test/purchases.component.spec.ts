import {
  AuditFailed,
  CaptureMode,
  IntentStatus,
  PaymentFailed,
  PaymentSucceeded,
  RefundStatus,
} from '@bodybroker/contracts-payment';
import { eventually, publishedEvents } from '@bodybroker/testing';
import { asAdmin, asPlayer, asService, newPlayer, once, refused, sandboxWebhook } from './caller.js';
import { startShopping, type Shopping } from './shopping-rig.js';

describe('purchases', () => {
  let rig: Shopping;
  beforeEach(async () => {
    rig = await startShopping();
  });
  afterEach(() => rig.harness.stop());

  it('lists what can be bought', async () => {
    const { products } = await rig.mine.listProducts({});
    expect(products.map(({ productId, grants }) => [productId, grants[0]?.amount])).toEqual([
      ['founders-kit', 50n],
      ['teeth-jaw', 600n],
      ['teeth-pouch', 110n],
      ['teeth-small', 20n],
    ]);
    const first = await rig.mine.listProducts({ pageSize: 3 });
    const second = await rig.mine.listProducts({ pageSize: 3, pageToken: first.nextPageToken });
    expect([...first.products, ...second.products]).toEqual(products);
  });

  it('are declined, then paid and granted once', async () => {
    const options = once();
    const intent = await rig.create(undefined, options);
    expect(intent).toMatchObject({
      intentId: `pi_${rig.player}_1`,
      status: IntentStatus.REQUIRES_PAYMENT_METHOD,
      amount: 199n,
      currency: 'EUR',
      provider: 'sandbox',
      clientSecret: expect.stringContaining('_secret_') as string,
    });
    expect(await rig.create(undefined, options)).toEqual(intent);
    const declined = await rig.confirm(intent, 'pm_declined');
    expect(declined).toMatchObject({
      status: IntentStatus.REQUIRES_PAYMENT_METHOD,
      lastError: { code: 'card_declined' },
    });
    const paying = once();
    const answers = await Promise.all(Array.from({ length: 4 }, () => rig.confirm(intent, 'pm_ok', paying)));
    expect(answers[0]).toMatchObject({ status: IntentStatus.SUCCEEDED, capturedAmount: 199n });
    expect(answers[0]).not.toHaveProperty('lastError');
    for (const answer of answers) expect(answer).toEqual(answers[0]);
    const news = sandboxWebhook(intent.intentId, { status: 'succeeded', amount_received: 199 });
    for (let n = 0; n < 3; n += 1) {
      expect(await asService(rig.harness).handleProviderWebhook(news)).toEqual({
        applied: false,
        intentId: intent.intentId,
      });
    }
    expect(await rig.teeth()).toEqual([20n, 0n]);
    await expect(rig.confirm(intent, 'pm_ok')).rejects.toEqual(refused('INTENT_STATE'));
    expect(await publishedEvents(rig.harness.broker, PaymentFailed, 1)).toMatchObject([
      { payload: { intentId: intent.intentId, decline: { code: 'card_declined' } } },
    ]);
    expect(await publishedEvents(rig.harness.broker, PaymentSucceeded, 1)).toMatchObject([
      {
        playerId: rig.player,
        payload: { productId: 'teeth-small', amount: 199n, currency: 'EUR', grants: [{ amount: 20n }] },
      },
    ]);
    const { sums } = await asAdmin(rig.harness).auditLedger({});
    expect(sums).toEqual([
      { currency: 'EUR', sum: 0n, inTransit: 0n },
      { currency: 'TOOTH', sum: 0n, inTransit: 0n },
    ]);
  });

  it('wait for the payer, who confirms again', async () => {
    const intent = await rig.create();
    const waiting = await rig.confirm(intent, 'pm_requires_action');
    expect(waiting.status).toBe(IntentStatus.REQUIRES_ACTION);
    expect(waiting.nextActionUrl).toContain(intent.intentId);
    const paid = await rig.confirm(intent, 'pm_requires_action');
    expect(paid).toMatchObject({ status: IntentStatus.SUCCEEDED, nextActionUrl: '' });
  });

  it('whose answer was lost are found out by asking', async () => {
    const intent = await rig.create();
    const options = once();
    const open = await rig.confirm(intent, 'pm_timeout', options);
    expect(open.status).toBe(IntentStatus.PROCESSING);
    expect(await rig.teeth()).toEqual([0n, 0n]);
    rig.clock.advance(500);
    await eventually(async () => expect(await rig.teeth()).toEqual([20n, 0n]));
    expect(await rig.confirm(intent, 'pm_timeout', options)).toEqual(open);
    expect((await rig.mine.getPaymentIntent({ intentId: intent.intentId })).status).toBe(IntentStatus.SUCCEEDED);
  });

  it('are settled by a message of the provider, whoever comes first', async () => {
    const intent = await rig.create();
    await rig.confirm(intent, 'pm_timeout');
    const news = sandboxWebhook(intent.intentId, { status: 'succeeded', amount_received: 199 });
    const service = asService(rig.harness);
    const receipts = await Promise.all(Array.from({ length: 3 }, () => service.handleProviderWebhook(news)));
    expect(receipts.filter(({ applied }) => applied)).toHaveLength(1);
    expect(await rig.teeth()).toEqual([20n, 0n]);
  });

  it('take manual capture, whole for a product, in part for an amount', async () => {
    const product = await rig.create({ productId: 'teeth-small', capture: CaptureMode.MANUAL });
    expect(await rig.confirm(product, 'pm_ok')).toMatchObject({ status: IntentStatus.REQUIRES_CAPTURE });
    expect(await rig.teeth()).toEqual([0n, 0n]);
    const { intentId } = product;
    await expect(rig.mine.capturePaymentIntent({ intentId, amount: 1n })).rejects.toEqual(refused('PARTIAL_PRODUCT'));
    await expect(rig.mine.capturePaymentIntent({ intentId, amount: 200n })).rejects.toMatchObject({
      reason: 'CAPTURE_EXCEEDS_AMOUNT',
    });
    const captured = await rig.mine.capturePaymentIntent({ intentId });
    expect(captured).toMatchObject({ status: IntentStatus.SUCCEEDED, capturedAmount: 199n });
    expect(await rig.mine.capturePaymentIntent({ intentId })).toEqual(captured);
    expect(await rig.teeth()).toEqual([20n, 0n]);
    const tip = await rig.create({ amount: 500n, currency: 'EUR', capture: CaptureMode.MANUAL });
    await rig.confirm(tip, 'pm_ok');
    const part = await rig.mine.capturePaymentIntent({ intentId: tip.intentId, amount: 300n });
    expect(part).toMatchObject({ status: IntentStatus.SUCCEEDED, capturedAmount: 300n });
    await expect(rig.mine.capturePaymentIntent({ intentId: tip.intentId, amount: 1n })).rejects.toEqual(
      refused('INTENT_STATE'),
    );
  });

  it('are cancelled until they are paid; money that comes later is told to operators and can be given back', async () => {
    const intent = await rig.create();
    const { intentId } = intent;
    const cancelled = await rig.mine.cancelPaymentIntent({ intentId });
    expect(cancelled.status).toBe(IntentStatus.CANCELLED);
    expect(await rig.mine.cancelPaymentIntent({ intentId })).toEqual(cancelled);
    await expect(rig.confirm(intent, 'pm_ok')).rejects.toEqual(refused('INTENT_STATE'));
    const news = sandboxWebhook(intentId, { status: 'succeeded', amount_received: 199 });
    await asService(rig.harness).handleProviderWebhook(news);
    expect(await asService(rig.harness).handleProviderWebhook(news)).toMatchObject({ applied: false });
    expect(await rig.teeth()).toEqual([0n, 0n]);
    expect(await publishedEvents(rig.harness.broker, AuditFailed, 1)).toMatchObject([
      { payload: { account: rig.player } },
    ]);
    const refund = await asService(rig.harness).refundPayment({ intentId }, once());
    expect(refund).toMatchObject({ amount: 199n, status: RefundStatus.SUCCEEDED, takenBack: [] });
    const paid = await rig.create();
    await rig.confirm(paid, 'pm_ok');
    await expect(rig.mine.cancelPaymentIntent({ intentId: paid.intentId })).rejects.toEqual(refused('INTENT_STATE'));
  });

  it.each([
    ['an unknown product', { productId: 'moon' }, 'PRODUCT_NOT_FOUND'],
    ['no amount', { currency: 'EUR' }, 'AMOUNT_REQUIRED'],
    ['a price of one’s own', { productId: 'teeth-small', amount: 1n }, 'AMOUNT_FIXED'],
    ['a currency it is not sold in', { productId: 'teeth-small', currency: 'MARK' }, 'UNKNOWN_CURRENCY'],
    ['a currency of the game', { amount: 5n, currency: 'TOOTH' }, 'UNKNOWN_CURRENCY'],
    ['an unknown capture mode', { productId: 'teeth-small', capture: 9 }, 'ENUM_UNSPECIFIED'],
  ])('are refused with %s', async (_case, order, reason) => {
    await expect(rig.create(order)).rejects.toEqual(refused(reason));
  });

  it("are the player's own, and listed newest first", async () => {
    const intents = [await rig.create(), await rig.create({ amount: 5n, currency: 'USD' }), await rig.create()];
    const ids = intents.map(({ intentId }) => intentId).reverse();
    const first = await rig.mine.listPaymentIntents({ playerId: rig.player, pageSize: 2 });
    const second = await rig.mine.listPaymentIntents({ playerId: rig.player, pageToken: first.nextPageToken });
    expect([...first.intents, ...second.intents].map(({ intentId }) => intentId)).toEqual(ids);
    const stranger = asPlayer(rig.harness, newPlayer());
    const [intentId = ''] = ids;
    await expect(stranger.getPaymentIntent({ intentId })).rejects.toEqual(refused('NOT_YOUR_PLAYER'));
    await expect(stranger.cancelPaymentIntent({ intentId })).rejects.toEqual(refused('NOT_YOUR_PLAYER'));
    await expect(rig.mine.getPaymentIntent({ intentId: `pi_${rig.player}_99` })).rejects.toEqual(
      refused('PAYMENT_INTENT_NOT_FOUND'),
    );
    await expect(rig.mine.getPaymentIntent({ intentId: '?' })).rejects.toEqual(refused('PAYMENT_INTENT_NOT_FOUND'));
  });

  it('are limited to thirty money calls a minute for a player', async () => {
    const options = once();
    for (let n = 0; n < 30; n += 1) await rig.create(undefined, options);
    await expect(rig.create(undefined, options)).rejects.toMatchObject({
      code: 'RESOURCE_EXHAUSTED',
      reason: 'TOO_MANY_MONEY_CALLS',
      retryable: true,
    });
    rig.clock.advance(60_000);
    await rig.create(undefined, options);
  });
});
