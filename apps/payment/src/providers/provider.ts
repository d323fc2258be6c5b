import type { PaymentIntent } from '../domain/payment-intent.js';
import type { ProviderOutcome } from '../domain/provider-outcome.js';
import type { Refund } from '../domain/refund.js';

/** What a provider's message says. */
export interface ProviderNews {
  readonly intentId: string;
  readonly outcome: ProviderOutcome;
}

/** A provider's HTTP request: headers with lower-case names, and the body byte for byte. */
export interface WebhookRequest {
  readonly headers: ReadonlyMap<string, string>;
  readonly body: Uint8Array;
}

/**
 * Who takes real money. Every call may be repeated: the provider does the same step of the same intent once. A call that gets no answer, or
 * none that says how it ended, throws UNAVAILABLE PROVIDER_UNAVAILABLE: then nobody knows whether it was done.
 */
export interface PaymentProvider {
  readonly name: string;
  /** Tells the provider of a new intent. */
  create(intent: PaymentIntent): Promise<{ readonly reference: string; readonly clientSecret: string }>;
  /** Pays the present attempt with the intent's payment method. */
  confirm(intent: PaymentIntent): Promise<ProviderOutcome>;
  capture(intent: PaymentIntent, amount: bigint): Promise<ProviderOutcome>;
  cancel(intent: PaymentIntent): Promise<ProviderOutcome>;
  refund(intent: PaymentIntent, refund: Refund): Promise<'SUCCEEDED' | 'FAILED' | 'PENDING'>;
  /** How an intent stands. */
  retrieve(intent: PaymentIntent): Promise<ProviderOutcome>;
  /**
   * Reads a message; undefined: of no concern here.
   * @throws DomainError UNAUTHENTICATED BAD_SIGNATURE; INVALID_ARGUMENT BAD_WEBHOOK
   */
  readWebhook(request: WebhookRequest): ProviderNews | undefined;
}
