import { countBetween, str, url } from '@bodybroker/service-kit';

/** Settings of payment, beside those every service has. */
export const config = {
  paymentProvider: str({
    choices: ['sandbox', 'stripe'] as const,
    default: 'sandbox',
    desc: 'who takes real money; the sandbox takes none and believes every card',
  }),
  sandboxWebhookSecret: str({ default: 'sandbox-webhook-secret', desc: "signs the sandbox provider's messages" }),
  sandboxReceiptSecret: str({
    default: 'sandbox-receipt-secret',
    desc: "signs the sandbox store's receipts; used with the sandbox provider only",
  }),
  stripeSecret: str({ default: '', desc: 'secret key of the Stripe account' }),
  stripeWebhookSecret: str({ default: '', desc: "signing secret of Stripe's webhook endpoint" }),
  stripeUrl: url({ default: 'https://api.stripe.com', desc: "Stripe's API" }),
  stripeTimeoutMs: countBetween(100, 12_000)({ default: 10_000, desc: 'how long Stripe may take to answer' }),
  stripeReturnUrl: str({
    default: '',
    desc: "where a payer comes back to from a bank's page; methods that need one are not offered when empty",
  }),
  reconcileMs: countBetween(
    500,
    3_600_000,
  )({ default: 30_000, desc: 'how long a provider may leave a payment open before it is asked how it stands' }),
  followMs: countBetween(250, 60_000)({ default: 1000, desc: 'how often the wallets are brought up to the ledger' }),
  dueMs: countBetween(250, 60_000)({ default: 2000, desc: 'how often expired holds and lost answers are looked for' }),
  auditMs: countBetween(1000, 604_800_000)({ default: 3_600_000, desc: 'how often the whole ledger is audited' }),
  moneyCallsPerMinute: countBetween(1, 100_000)({ default: 30, desc: 'money calls a player may make in a minute' }),
};
