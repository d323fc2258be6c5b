import { invalidArgument } from '@bodybroker/domain';
import type { ProviderOutcome } from '../domain/provider-outcome.js';
import type { ProviderNews } from './provider.js';

/** The fields of Stripe's PaymentIntent that matter here; the sandbox speaks the same. */
export interface ProviderIntent {
  readonly id?: unknown;
  readonly status?: unknown;
  readonly client_secret?: unknown;
  readonly amount_received?: unknown;
  readonly metadata?: { readonly intent_id?: unknown };
  readonly next_action?: { readonly redirect_to_url?: { readonly url?: unknown } } | null;
  readonly last_payment_error?: { readonly code?: unknown; readonly message?: unknown } | null;
}

const MAX_TEXT = 500;

/** How an intent stands by the provider's own word. A status that is not known here says nothing: it is asked again. */
export function outcomeOf(intent: ProviderIntent): ProviderOutcome {
  switch (intent.status) {
    case 'succeeded':
      return typeof intent.amount_received === 'number' && Number.isSafeInteger(intent.amount_received)
        ? { status: 'succeeded', amount: BigInt(intent.amount_received) }
        : { status: 'processing' };
    case 'requires_capture':
      return { status: 'requires_capture' };
    case 'requires_action':
      return { status: 'requires_action', url: text(intent.next_action?.redirect_to_url?.url) };
    case 'requires_payment_method':
      return { status: 'requires_payment_method', decline: declineOf(intent.last_payment_error ?? {}) };
    case 'requires_confirmation':
      return { status: 'requires_confirmation' };
    case 'canceled':
      return { status: 'cancelled' };
    default:
      return { status: 'processing' };
  }
}

export function declineOf({ code, message }: { readonly code?: unknown; readonly message?: unknown }) {
  return { code: text(code) || 'declined', message: text(message) };
}

/**
 * Reads `{"type": "payment_intent.…", "data": {"object": {…}}}`; undefined for other types and for intents of somebody else.
 * @throws DomainError INVALID_ARGUMENT BAD_WEBHOOK when it is no such thing
 */
export function readWebhookBody(body: Uint8Array): ProviderNews | undefined {
  const event = parse(body);
  if (typeof event.type !== 'string' || !event.type.startsWith('payment_intent.')) return undefined;
  const intent = (event.data as { readonly object?: ProviderIntent } | undefined)?.object;
  const intentId = intent?.metadata?.intent_id;
  if (intent === undefined || typeof intentId !== 'string') return undefined;
  return { intentId, outcome: outcomeOf(intent) };
}

function parse(body: Uint8Array): { readonly type?: unknown; readonly data?: unknown } {
  try {
    const json: unknown = JSON.parse(Buffer.from(body).toString('utf8'));
    if (typeof json === 'object' && json !== null) return json;
  } catch {
    // Told below, as any other body that is no event.
  }
  throw invalidArgument('raw_body', 'must be a JSON object', 'BAD_WEBHOOK');
}

function text(value: unknown): string {
  return typeof value === 'string' ? value.slice(0, MAX_TEXT) : '';
}
