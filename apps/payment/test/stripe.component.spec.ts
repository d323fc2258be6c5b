import { createHmac } from 'node:crypto';
import { CaptureMode, IntentStatus, RefundStatus, type PaymentIntent } from '@bodybroker/contracts-payment';
import { ManualClock, eventually, type ServiceHarness } from '@bodybroker/testing';
import {
  asNobody,
  asPlayer,
  asService,
  balance,
  newPlayer,
  once,
  refused,
  startPayment,
  type Payment,
} from './caller.js';
import { startStripeStub, type StripeStub, type StubAnswer, type StubRequest } from './stripe-stub.js';

const INTENTS = '/v1/payment_intents';

describe('stripe', () => {
  let stub: StripeStub;
  let harness: ServiceHarness;
  let clock: ManualClock;
  let mine: Payment;
  let player: string;
  /** What the stub answers to a path; a function is asked each time. */
  let script: Record<string, StubAnswer | ((request: StubRequest) => StubAnswer)>;

  beforeEach(async () => {
    clock = new ManualClock();
    script = { [INTENTS]: { body: { id: 'pi_s', client_secret: 'cs_s', status: 'requires_payment_method' } } };
    stub = await startStripeStub((request) => {
      const found = script[request.path];
      if (found === undefined) return { status: 404, body: { error: { type: 'invalid_request_error' } } };
      return typeof found === 'function' ? found(request) : found;
    });
    harness = await startPayment({
      clock,
      environment: {
        BB_PAYMENT_PROVIDER: 'stripe',
        BB_STRIPE_URL: stub.url,
        BB_STRIPE_SECRET: 'sk_test',
        BB_STRIPE_WEBHOOK_SECRET: 'whsec',
        BB_STRIPE_TIMEOUT_MS: '500',
      },
    });
    player = newPlayer();
    mine = asPlayer(harness, player);
  });
  afterEach(async () => {
    await harness.stop();
    await stub.close();
  });

  const create = (capture = CaptureMode.AUTOMATIC, options = once()): Promise<PaymentIntent> =>
    mine.createPaymentIntent({ playerId: player, productId: 'teeth-small', capture }, options);
  const confirm = ({ intentId }: PaymentIntent, options = once()): Promise<PaymentIntent> =>
    mine.confirmPaymentIntent({ intentId, paymentMethod: 'pm_card' }, options);
  const sent = (path: string): readonly StubRequest[] => stub.requests.filter((request) => request.path === path);
  const paid = { body: { id: 'pi_s', status: 'succeeded', amount_received: 199 } };
  const teeth = () => balance(mine, player, 'TOOTH');

  it('is told of an intent in its own form, with its key and our id', async () => {
    const intent = await create();
    expect(intent).toMatchObject({ provider: 'stripe', clientSecret: 'cs_s' });
    const [request] = sent(INTENTS);
    expect(request).toMatchObject({
      method: 'POST',
      form: {
        amount: '199',
        currency: 'eur',
        capture_method: 'automatic',
        'metadata[intent_id]': intent.intentId,
        'metadata[player_id]': player,
      },
      headers: {
        authorization: 'Bearer sk_test',
        'idempotency-key': intent.intentId,
        'content-type': 'application/x-www-form-urlencoded',
      },
    });
  });

  it('pays, waits for the payer, declines', async () => {
    const answers: StubAnswer[] = [
      { status: 402, body: { error: { type: 'card_error', code: 'card_declined', message: 'no' } } },
      { body: { status: 'requires_action', next_action: { redirect_to_url: { url: 'https://bank.example/3ds' } } } },
      paid,
    ];
    script[`${INTENTS}/pi_s/confirm`] = () => answers.shift() ?? 'hang up';
    const intent = await create();
    expect(await confirm(intent)).toMatchObject({
      status: IntentStatus.REQUIRES_PAYMENT_METHOD,
      lastError: { code: 'card_declined', message: 'no' },
    });
    expect(await confirm(intent)).toMatchObject({
      status: IntentStatus.REQUIRES_ACTION,
      nextActionUrl: 'https://bank.example/3ds',
    });
    expect(await confirm(intent)).toMatchObject({ status: IntentStatus.SUCCEEDED, capturedAmount: 199n });
    expect(await teeth()).toEqual([20n, 0n]);
    const keys = sent(`${INTENTS}/pi_s/confirm`).map(({ headers }) => headers['idempotency-key']);
    expect(keys).toEqual([1, 2, 3].map((attempt) => `${intent.intentId}:confirm:${attempt}`));
  });

  it('that hangs up, or is broken, is asked later how it ended', async () => {
    script[`${INTENTS}/pi_s/confirm`] = 'hang up';
    script[`${INTENTS}/pi_s`] = { status: 500, body: {} };
    const intent = await create();
    expect(await confirm(intent)).toMatchObject({ status: IntentStatus.PROCESSING });
    script[`${INTENTS}/pi_s`] = paid;
    clock.advance(600);
    await eventually(async () => expect(await teeth()).toEqual([20n, 0n]));
  });

  it('that is away when a purchase begins learns of it by a repeat of the call', async () => {
    script[INTENTS] = 'hang up';
    const options = once();
    await expect(create(CaptureMode.AUTOMATIC, options)).rejects.toMatchObject({
      code: 'UNAVAILABLE',
      reason: 'PROVIDER_UNAVAILABLE',
      retryable: true,
    });
    script[INTENTS] = { body: { id: 'pi_s', client_secret: 'cs_s' } };
    expect(await create(CaptureMode.AUTOMATIC, options)).toMatchObject({ clientSecret: 'cs_s' });
    const keys = new Set(sent(INTENTS).map(({ headers }) => headers['idempotency-key']));
    expect(keys).toEqual(new Set([`pi_${player}_1`]));
  });

  it('captures and cancels', async () => {
    script[`${INTENTS}/pi_s/confirm`] = { body: { status: 'requires_capture' } };
    script[`${INTENTS}/pi_s/capture`] = paid;
    const intent = await create(CaptureMode.MANUAL);
    expect(await confirm(intent)).toMatchObject({ status: IntentStatus.REQUIRES_CAPTURE });
    expect(await mine.capturePaymentIntent({ intentId: intent.intentId })).toMatchObject({
      status: IntentStatus.SUCCEEDED,
    });
    expect(sent(`${INTENTS}/pi_s/capture`)[0]?.form).toEqual({ amount_to_capture: '199' });
    script[`${INTENTS}/pi_s/cancel`] = { body: { status: 'canceled' } };
    const other = await create();
    const cancelled = await mine.cancelPaymentIntent({ intentId: other.intentId });
    expect(cancelled.status).toBe(IntentStatus.CANCELLED);
  });

  it('that has taken the money does not let a purchase be cancelled, and what was bought is there', async () => {
    script[`${INTENTS}/pi_s/cancel`] = { status: 400, body: { error: { code: 'payment_intent_unexpected_state' } } };
    script[`${INTENTS}/pi_s`] = paid;
    const { intentId } = await create();
    await expect(mine.cancelPaymentIntent({ intentId })).rejects.toEqual(refused('INTENT_STATE'));
    expect(await teeth()).toEqual([20n, 0n]);
  });

  it('refunds; refuses one, which gives back what was taken for it; takes its time', async () => {
    script[`${INTENTS}/pi_s/confirm`] = paid;
    const intent = await create();
    await confirm(intent);
    const refund = (amount: bigint) => mine.refundPayment({ intentId: intent.intentId, amount }, once());
    script['/v1/refunds'] = { status: 400, body: { error: { code: 'charge_disputed' } } };
    expect(await refund(100n)).toMatchObject({ status: RefundStatus.FAILED });
    expect(await teeth()).toEqual([20n, 0n]);
    script['/v1/refunds'] = { body: { id: 're_1', status: 'pending' } };
    script['/v1/refunds/re_1'] = { body: { id: 're_1', status: 'pending' } };
    expect(await refund(100n)).toMatchObject({ status: RefundStatus.PENDING });
    expect(await teeth()).toEqual([10n, 0n]);
    script['/v1/refunds/re_1'] = { body: { id: 're_1', status: 'succeeded' } };
    clock.advance(600);
    await eventually(async () => {
      const audit = await asService(harness).getPaymentIntent({ intentId: intent.intentId });
      expect(audit.refundedAmount).toBe(100n);
    });
    const keys = sent('/v1/refunds').map(({ headers }) => headers['idempotency-key']);
    expect(keys.every((key) => String(key).startsWith(`rfd_${player}_`))).toBe(true);
  });

  it('tells of what its clients paid without us', async () => {
    const { intentId } = await create();
    const event = {
      type: 'payment_intent.succeeded',
      data: { object: { id: 'pi_s', status: 'succeeded', amount_received: 199, metadata: { intent_id: intentId } } },
    };
    const rawBody = Buffer.from(JSON.stringify(event));
    const seconds = String(clock.now() / 1000);
    const v1 = createHmac('sha256', 'whsec').update(`${seconds}.`).update(rawBody).digest('hex');
    const request = { provider: 'stripe', headers: { 'Stripe-Signature': `t=${seconds},v1=00,v1=${v1}` }, rawBody };
    const nobody = asNobody(harness);
    expect(await nobody.handleProviderWebhook(request)).toEqual({ applied: true, intentId });
    expect(await nobody.handleProviderWebhook(request)).toEqual({ applied: false, intentId });
    expect(await teeth()).toEqual([20n, 0n]);
    const forged = { ...request, headers: { 'stripe-signature': `t=${seconds},v1=${'0'.repeat(64)}` } };
    await expect(nobody.handleProviderWebhook(forged)).rejects.toEqual(refused('BAD_SIGNATURE'));
    await expect(nobody.handleProviderWebhook({ ...request, provider: 'sandbox' })).rejects.toEqual(
      refused('PROVIDER_NOT_FOUND'),
    );
  });

  it('is not used without its secrets', async () => {
    const environment = { BB_PAYMENT_PROVIDER: 'stripe', BB_STRIPE_SECRET: 'sk' };
    await expect(startPayment({ environment })).rejects.toThrow('BB_STRIPE_WEBHOOK_SECRET');
  });
});
