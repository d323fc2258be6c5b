import { createHmac } from 'node:crypto';
import type { Clock } from '@bodybroker/domain';
import type { PaymentIntent } from '../domain/payment-intent.js';
import type { ProviderOutcome } from '../domain/provider-outcome.js';
import type { PaymentProvider } from './provider.js';
import { providerUnavailable } from './provider-unavailable.js';
import { readWebhookBody } from './provider-intent.js';
import { checkWebhookSignature } from './webhook-signature.js';

export interface SandboxOptions {
  readonly webhookSecret: string;
  readonly clock: Clock;
}

/**
 * A provider without network and without money, with the states of a real one. Its payment methods say what happens: `pm_ok`;
 * `pm_declined`; `pm_requires_action` (pays when it is confirmed a second time); `pm_timeout` (pays, but the answer is lost).
 */
export class SandboxProvider implements PaymentProvider {
  readonly name = 'sandbox';
  readonly #options: SandboxOptions;

  constructor(options: SandboxOptions) {
    this.#options = options;
  }

  create({ id }: PaymentIntent): Promise<{ reference: string; clientSecret: string }> {
    const secret = createHmac('sha256', this.#options.webhookSecret).update(id).digest('base64url');
    return Promise.resolve({ reference: `sandbox_${id}`, clientSecret: `${id}_secret_${secret.slice(0, 24)}` });
  }

  async confirm(intent: PaymentIntent): Promise<ProviderOutcome> {
    if (intent.paymentMethod === 'pm_timeout') throw providerUnavailable(this.name);
    return outcomeOfMethod(intent);
  }

  capture(_intent: PaymentIntent, amount: bigint): Promise<ProviderOutcome> {
    return Promise.resolve({ status: 'succeeded', amount });
  }

  cancel(): Promise<ProviderOutcome> {
    return Promise.resolve({ status: 'cancelled' });
  }

  refund(): Promise<'SUCCEEDED'> {
    return Promise.resolve('SUCCEEDED');
  }

  retrieve(intent: PaymentIntent): Promise<ProviderOutcome> {
    if (intent.capturing === undefined) return Promise.resolve(outcomeOfMethod(intent));
    return Promise.resolve({ status: 'succeeded', amount: intent.capturing });
  }

  readWebhook({ headers, body }: Parameters<PaymentProvider['readWebhook']>[0]) {
    const { webhookSecret: secret, clock } = this.#options;
    checkWebhookSignature(headers.get('sandbox-signature'), body, { secret, nowMs: clock.now() });
    return readWebhookBody(body);
  }
}

function outcomeOfMethod({ paymentMethod, isActionDone, capture, amount, id }: PaymentIntent): ProviderOutcome {
  const accepted: ProviderOutcome =
    capture === 'MANUAL' ? { status: 'requires_capture' } : { status: 'succeeded', amount };
  switch (paymentMethod) {
    case 'pm_ok':
    case 'pm_timeout':
      return accepted;
    case 'pm_requires_action':
      return isActionDone ? accepted : { status: 'requires_action', url: `https://sandbox.invalid/authenticate/${id}` };
    case 'pm_declined':
      return declined('card_declined', 'The card was declined.');
    default:
      return declined('unknown_method', 'The sandbox does not know this payment method.');
  }
}

function declined(code: string, message: string): ProviderOutcome {
  return { status: 'requires_payment_method', decline: { code, message } };
}
