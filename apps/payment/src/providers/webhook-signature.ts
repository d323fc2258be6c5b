import { createHmac, timingSafeEqual } from 'node:crypto';
import { DomainError } from '@bodybroker/domain';

/** How old (or, by clocks that differ, how young) a signed message may be: Stripe's own default. */
const TOLERANCE_MS = 300_000;

/**
 * Checks `t=<unix seconds>,v1=<hex hmac-sha256 of "t.body">`, which may hold several v1: Stripe's scheme.
 * @throws DomainError UNAUTHENTICATED BAD_SIGNATURE
 */
export function checkWebhookSignature(
  header: string | undefined,
  body: Uint8Array,
  { secret, nowMs }: { readonly secret: string; readonly nowMs: number },
): void {
  const parts = (header ?? '').split(',').map((part) => part.trim().split('=', 2));
  const seconds = parts.find(([name]) => name === 't')?.[1] ?? '';
  if (secret === '' || !/^\d{1,12}$/.test(seconds)) throw badSignature();
  const expected = Buffer.from(signWebhook(body, { secret, seconds }), 'hex');
  const isSigned = parts.some(([name, value = '']) => {
    const given = Buffer.from(name === 'v1' ? value : '', 'hex');
    return given.length === expected.length && timingSafeEqual(given, expected);
  });
  if (!isSigned || Math.abs(nowMs - Number(seconds) * 1000) > TOLERANCE_MS) throw badSignature();
}

/** The v1 of a message: hex. */
function signWebhook(body: Uint8Array, signing: { readonly secret: string; readonly seconds: string }): string {
  return createHmac('sha256', signing.secret).update(`${signing.seconds}.`).update(body).digest('hex');
}

function badSignature(): DomainError {
  return new DomainError('UNAUTHENTICATED', 'BAD_SIGNATURE', 'the signature does not fit the message');
}
