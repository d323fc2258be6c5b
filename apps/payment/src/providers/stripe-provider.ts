import type { Clock } from '@bodybroker/domain';
import type { PaymentIntent } from '../domain/payment-intent.js';
import type { ProviderOutcome } from '../domain/provider-outcome.js';
import type { Refund } from '../domain/refund.js';
import type { PaymentProvider, ProviderNews, WebhookRequest } from './provider.js';
import { declineOf, outcomeOf, readWebhookBody } from './provider-intent.js';
import { providerUnavailable } from './provider-unavailable.js';
import type { StripeAnswer, StripeClient } from './stripe-client.js';
import { checkWebhookSignature } from './webhook-signature.js';

export interface StripeOptions {
  readonly client: StripeClient;
  readonly webhookSecret: string;
  /** Where the payer comes back to from an authentication page; empty: methods that need such a page are not offered. */
  readonly returnUrl: string;
  readonly clock: Clock;
}

const INTENTS = '/v1/payment_intents';

/** Stripe's PaymentIntents. The idempotency keys name the intent and the step, so that a step is done once however often it is sent. */
export class StripeProvider implements PaymentProvider {
  readonly name = 'stripe';
  readonly #options: StripeOptions;

  constructor(options: StripeOptions) {
    this.#options = options;
  }

  async create(intent: PaymentIntent): Promise<{ reference: string; clientSecret: string }> {
    const answer = await this.#options.client.post(
      INTENTS,
      {
        amount: String(intent.amount),
        currency: intent.currency.toLowerCase(),
        capture_method: intent.capture === 'MANUAL' ? 'manual' : 'automatic',
        'automatic_payment_methods[enabled]': 'true',
        'automatic_payment_methods[allow_redirects]': this.#options.returnUrl === '' ? 'never' : 'always',
        'metadata[intent_id]': intent.id,
        'metadata[player_id]': intent.account,
      },
      intent.id,
    );
    const { id, client_secret: secret } = answer.ok ? (answer.body as Record<string, unknown>) : {};
    if (typeof id !== 'string' || typeof secret !== 'string') throw providerUnavailable(this.name, reasonOf(answer));
    return { reference: id, clientSecret: secret };
  }

  confirm(intent: PaymentIntent): Promise<ProviderOutcome> {
    const { returnUrl } = this.#options;
    const fields = { payment_method: intent.paymentMethod, ...(returnUrl === '' ? {} : { return_url: returnUrl }) };
    return this.#step(intent, 'confirm', fields, `confirm:${intent.attempt}`);
  }

  capture(intent: PaymentIntent, amount: bigint): Promise<ProviderOutcome> {
    return this.#step(intent, 'capture', { amount_to_capture: String(amount) }, `capture:${amount}`);
  }

  async cancel(intent: PaymentIntent): Promise<ProviderOutcome> {
    const path = `${INTENTS}/${intent.reference ?? ''}/cancel`;
    const answer = await this.#options.client.post(path, {}, `${intent.id}:cancel`);
    // What cannot be cancelled any more has ended in another way.
    return answer.ok ? outcomeOf(answer.body) : this.retrieve(intent);
  }

  async refund(intent: PaymentIntent, { id, amount }: Refund): Promise<'SUCCEEDED' | 'FAILED' | 'PENDING'> {
    const fields = {
      payment_intent: intent.reference ?? '',
      amount: String(amount),
      'metadata[refund_id]': id,
    };
    const answer = await this.#options.client.post('/v1/refunds', fields, id);
    if (!answer.ok) return 'FAILED';
    const begun = answer.body as ProviderRefund;
    const status = refundStatus(begun);
    if (status !== 'PENDING' || typeof begun.id !== 'string') return status;
    // A repeat is answered as the first call was; how it stands now is asked for.
    const present = await this.#options.client.get(`/v1/refunds/${begun.id}`);
    return present.ok ? refundStatus(present.body) : 'PENDING';
  }

  async retrieve(intent: PaymentIntent): Promise<ProviderOutcome> {
    const answer = await this.#options.client.get(`${INTENTS}/${intent.reference ?? ''}`);
    if (!answer.ok) throw providerUnavailable(this.name, reasonOf(answer));
    return outcomeOf(answer.body);
  }

  readWebhook({ headers, body }: WebhookRequest): ProviderNews | undefined {
    const { webhookSecret: secret, clock } = this.#options;
    checkWebhookSignature(headers.get('stripe-signature'), body, { secret, nowMs: clock.now() });
    return readWebhookBody(body);
  }

  async #step(
    intent: PaymentIntent,
    verb: 'confirm' | 'capture',
    fields: Readonly<Record<string, string>>,
    step: string,
  ): Promise<ProviderOutcome> {
    const path = `${INTENTS}/${intent.reference ?? ''}/${verb}`;
    const answer = await this.#options.client.post(path, fields, `${intent.id}:${step}`);
    if (answer.ok) return outcomeOf(answer.body);
    const { error } = answer;
    // A refused card, or a payment method that does not exist: the payer's matter. All else is ours, and asked again.
    if (verb === 'confirm' && (error.type === 'card_error' || error.code === 'resource_missing')) {
      return { status: 'requires_payment_method', decline: declineOf(error) };
    }
    return error.payment_intent === undefined ? this.retrieve(intent) : outcomeOf(error.payment_intent);
  }
}

interface ProviderRefund {
  readonly id?: unknown;
  readonly status?: unknown;
}

function refundStatus({ status }: ProviderRefund): 'SUCCEEDED' | 'FAILED' | 'PENDING' {
  if (status === 'failed' || status === 'canceled') return 'FAILED';
  return status === 'succeeded' ? 'SUCCEEDED' : 'PENDING';
}

function reasonOf(answer: StripeAnswer): Error {
  const code = answer.ok ? 'an answer without id' : answer.error.code;
  return new Error(`stripe refused: ${typeof code === 'string' ? code : 'no code'}`);
}
