import type { Product } from '@bodybroker/contracts-payment';
import type { Product as DomainProduct } from '../domain/product.js';
import { toMoney } from './to-money.js';

/** A product as the contract says it. */
export function toProduct({ id, name, description, prices, grants, items }: DomainProduct): Product {
  return {
    productId: id,
    name,
    description,
    prices: prices.map(toMoney),
    grants: grants.map(toMoney),
    items: items.map(({ itemId, count }) => ({ itemId, count })),
  };
}
