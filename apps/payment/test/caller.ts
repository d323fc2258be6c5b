import { createHmac } from 'node:crypto';
import { join } from 'node:path';
import { PaymentServiceClient } from '@bodybroker/contracts-payment';
import type { CallOptions, Client } from '@bodybroker/nats-sdk';
import { startHarness, type HarnessOptions, type ServiceHarness } from '@bodybroker/testing';
import { service } from '../src/service.js';

export type Payment = Client<PaymentServiceClient>;

const contentPath = join(__dirname, '../content/');

/** The service in memory, looking for due things as often as it may. */
export function startPayment(options: HarnessOptions = {}): Promise<ServiceHarness> {
  const environment = { BB_DUE_MS: '250', BB_FOLLOW_MS: '250', BB_RECONCILE_MS: '500', ...options.environment };
  return startHarness(service, { ...options, contentPath, environment });
}

export const asService = (harness: ServiceHarness): Payment =>
  harness.client(PaymentServiceClient, { actor: { kind: 'service', id: 'tester' } });
export const asAdmin = (harness: ServiceHarness): Payment =>
  harness.client(PaymentServiceClient, { actor: { kind: 'admin', id: 'tester' } });
export const asPlayer = (harness: ServiceHarness, id: string): Payment =>
  harness.client(PaymentServiceClient, { actor: { kind: 'player', id } });

export const asNobody = (harness: ServiceHarness): Payment => harness.client(PaymentServiceClient);

let keys = 0;
/** Options with an idempotency key that was never used. */
export const once = (): CallOptions => ({ idempotencyKey: `key-${(keys += 1)}` });
let players = 0;
/** The id of a player who was never heard of. */
export const newPlayer = (): string => `acc_p${(players += 1)}`;

export const refused = (reason: string): Error => expect.objectContaining({ reason }) as Error;

/** Available and held of one currency. */
export async function balance(
  payment: Payment,
  playerId: string,
  currency = 'MARK',
): Promise<readonly [bigint, bigint]> {
  const { balances } = await payment.getWallet({ playerId });
  const found = balances.find((each) => each.currency === currency);
  return [found?.available ?? 0n, found?.held ?? 0n];
}

/** A message of the sandbox provider about an intent, signed. */
export function sandboxWebhook(
  intentId: string,
  object: object,
  { type = 'payment_intent.succeeded', nowMs = Date.UTC(2026, 0, 1), secret = 'sandbox-webhook-secret' } = {},
) {
  const rawBody = Buffer.from(
    JSON.stringify({ type, data: { object: { id: 'x', metadata: { intent_id: intentId }, ...object } } }),
  );
  const seconds = String(Math.floor(nowMs / 1000));
  const signature = createHmac('sha256', secret).update(`${seconds}.`).update(rawBody).digest('hex');
  return { provider: 'sandbox', headers: { 'Sandbox-Signature': `t=${seconds},v1=${signature}` }, rawBody };
}

/** A receipt of the sandbox store. */
export function sandboxReceipt(
  purchases: readonly { readonly transaction_id: string; readonly product_id: string }[],
  secret = 'sandbox-receipt-secret',
): string {
  const payload = Buffer.from(JSON.stringify({ purchases })).toString('base64url');
  return `${payload}.${createHmac('sha256', secret).update(payload).digest('base64url')}`;
}
