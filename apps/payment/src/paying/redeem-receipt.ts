import { createHash } from 'node:crypto';
import { DomainError, isDomainError, notFound } from '@bodybroker/domain';
import type { StorePurchase } from '../domain/ledger-record.js';
import { claimReceipt } from '../domain/move-money.js';
import { checkOpen } from '../domain/wallet.js';
import type { Deps } from '../deps.js';

export interface RedeemedPurchase {
  readonly transactionId: string;
  readonly productId: string;
  readonly isSeenBefore: boolean;
}

/**
 * Grants what a receipt proves. Each transaction has an account of its own whose only record is the claim, so that two players with
 * one receipt cannot both have it.
 * @throws DomainError INVALID_ARGUMENT BAD_RECEIPT; NOT_FOUND STORE_NOT_FOUND, PRODUCT_NOT_FOUND; FAILED_PRECONDITION ACCOUNT_FROZEN
 */
export async function redeemReceipt(
  deps: Deps,
  player: string,
  { store: storeName, receipt }: { readonly store: string; readonly receipt: string },
): Promise<readonly RedeemedPurchase[]> {
  const store = deps.stores.get(storeName);
  if (store === undefined) throw notFound('store', storeName);
  const purchases = store.read(receipt).map(({ transactionId, productId }): StorePurchase => {
    const product = deps.products.get(productId);
    if (product === undefined) throw notFound('product', productId);
    const { grants, items } = product;
    return { store: store.name, transactionId, productId, grants, items };
  });
  checkOpen(await deps.accounts.wallet(player));
  const redeemed: RedeemedPurchase[] = [];
  for (const purchase of purchases) {
    const { transactionId, productId } = purchase;
    redeemed.push({ transactionId, productId, isSeenBefore: !(await redeem(deps, player, purchase)) });
  }
  return redeemed;
}

/** Whether it was granted by this call. */
async function redeem(deps: Deps, player: string, purchase: StorePurchase): Promise<boolean> {
  const account = receiptAccount(purchase);
  try {
    const posted = await deps.accounts.post(account, {
      decide: ({ wallet }) => claimReceipt(wallet, player, purchase),
    });
    if (posted.status === 'posted') await deps.deliveries.send(posted.stored);
    return true;
  } catch (error) {
    if (!(isDomainError(error) && error.reason === 'RECEIPT_CLAIMED')) throw error;
    // Whoever claimed it may have died before the goods arrived.
    const claim = await deps.stream.head(account);
    if (claim !== undefined) await deps.deliveries.send(claim);
    return false;
  }
}

function receiptAccount({ store, transactionId }: StorePurchase): string {
  if (!/^[a-z0-9]+$/.test(store)) throw new DomainError('INVALID_ARGUMENT', 'BAD_RECEIPT', 'the store has no name');
  return `receipt.${store}.${createHash('sha256').update(transactionId).digest('hex')}`;
}
