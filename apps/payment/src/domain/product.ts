import { invalidArgument } from '@bodybroker/domain';
import type { RealCurrency } from './currency.js';
import type { ProductItem, WalletMoney } from './ledger-record.js';

export interface Price {
  readonly currency: RealCurrency;
  /** Minor units. */
  readonly amount: bigint;
}

/** What can be bought with real money. */
export interface Product {
  readonly id: string;
  readonly name: string;
  readonly description: string;
  /** The first is the default. */
  readonly prices: readonly [Price, ...Price[]];
  readonly grants: readonly WalletMoney[];
  readonly items: readonly ProductItem[];
}

export type Products = ReadonlyMap<string, Product>;

/**
 * The price in a currency; in none, the first.
 * @throws DomainError INVALID_ARGUMENT UNKNOWN_CURRENCY
 */
export function priceOf({ id, prices }: Product, currency: string): Price {
  if (currency === '') return prices[0];
  const price = prices.find((each) => each.currency === currency);
  if (price === undefined) {
    const known = prices.map((each) => each.currency).join(', ');
    throw invalidArgument('currency', `"${id}" is sold in ${known}`, 'UNKNOWN_CURRENCY');
  }
  return price;
}
