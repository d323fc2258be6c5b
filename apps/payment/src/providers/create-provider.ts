import type { Clock } from '@bodybroker/domain';
import type { PaymentProvider } from './provider.js';
import { SandboxProvider } from './sandbox-provider.js';
import { StripeClient } from './stripe-client.js';
import { StripeProvider } from './stripe-provider.js';

export interface ProviderSettings {
  readonly paymentProvider: 'sandbox' | 'stripe';
  readonly sandboxWebhookSecret: string;
  readonly stripeSecret: string;
  readonly stripeWebhookSecret: string;
  readonly stripeUrl: string;
  readonly stripeTimeoutMs: number;
  readonly stripeReturnUrl: string;
}

/** The provider in use. @throws Error naming a setting that is missing */
export function createProvider(
  settings: ProviderSettings,
  { clock, fetch }: { readonly clock: Clock; readonly fetch: typeof globalThis.fetch },
): PaymentProvider {
  if (settings.paymentProvider === 'sandbox') {
    return new SandboxProvider({ webhookSecret: settings.sandboxWebhookSecret, clock });
  }
  const { stripeSecret: secretKey, stripeWebhookSecret: webhookSecret, stripeTimeoutMs: timeoutMs } = settings;
  if (secretKey === '') throw new Error('BB_STRIPE_SECRET is needed with BB_PAYMENT_PROVIDER=stripe');
  if (webhookSecret === '') throw new Error('BB_STRIPE_WEBHOOK_SECRET is needed with BB_PAYMENT_PROVIDER=stripe');
  const baseUrl = settings.stripeUrl.replace(/\/$/, '');
  const client = new StripeClient({ baseUrl, secretKey, timeoutMs, fetch });
  return new StripeProvider({ client, webhookSecret, returnUrl: settings.stripeReturnUrl, clock });
}
