import { createHmac, timingSafeEqual } from 'node:crypto';
import { invalidArgument } from '@bodybroker/domain';
import type { ProvenPurchase, ReceiptStore } from './receipt-store.js';

const MAX_PURCHASES = 50;
const MAX_ID_LENGTH = 128;

/** Receipts signed with a secret of ours: `base64url(JSON).base64url(HMAC-SHA256 of the first part)`. */
export class SandboxStore implements ReceiptStore {
  readonly name = 'sandbox';
  readonly #secret: string;

  constructor(secret: string) {
    this.#secret = secret;
  }

  read(receipt: string): readonly ProvenPurchase[] {
    const [payload = '', signature = '', ...rest] = receipt.split('.');
    const expected = createHmac('sha256', this.#secret).update(payload).digest();
    const given = Buffer.from(signature, 'base64url');
    if (this.#secret === '' || rest.length > 0 || given.length !== expected.length || !timingSafeEqual(given, expected))
      throw badReceipt('is not signed by this store');
    return readPurchases(payload);
  }
}

function readPurchases(payload: string): readonly ProvenPurchase[] {
  let json: { readonly purchases?: unknown };
  try {
    json = JSON.parse(Buffer.from(payload, 'base64url').toString('utf8')) as typeof json;
  } catch {
    throw badReceipt('is not JSON');
  }
  if (!Array.isArray(json.purchases) || json.purchases.length === 0 || json.purchases.length > MAX_PURCHASES) {
    throw badReceipt(`must hold 1 to ${MAX_PURCHASES} purchases`);
  }
  return json.purchases.map((purchase: unknown) => {
    const { transaction_id: transactionId, product_id: productId } = Object(purchase) as Record<string, unknown>;
    if (!isId(transactionId) || !isId(productId))
      throw badReceipt('has a purchase without transaction_id or product_id');
    return { transactionId, productId };
  });
}

function isId(value: unknown): value is string {
  return typeof value === 'string' && value !== '' && value.length <= MAX_ID_LENGTH;
}

function badReceipt(rule: string): Error {
  return invalidArgument('receipt', rule, 'BAD_RECEIPT');
}
