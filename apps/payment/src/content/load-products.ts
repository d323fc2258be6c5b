import { ContentError, type ContentFolder } from '@bodybroker/service-kit';
import { MAX_AMOUNT } from '../domain/amount.js';
import { REAL_CURRENCIES, WALLET_CURRENCIES } from '../domain/currency.js';
import type { ProductItem } from '../domain/ledger-record.js';
import type { Product, Products } from '../domain/product.js';

const FILE = 'products.json';
const ID = /^[a-z0-9][a-z0-9_.-]{0,63}$/;

/**
 * Reads content/products.json: a list of products, each with prices in real currencies and with what it gives.
 * @throws ContentError naming the product and what is wrong with it
 */
export function loadProducts(content: ContentFolder): Products {
  const products = listOf(content.json(FILE), 'the file').map(toProduct);
  const byId = new Map(products.map((product) => [product.id, product]));
  if (byId.size !== products.length) throw new ContentError(FILE, 'names a product twice');
  return new Map([...byId].sort(([a], [b]) => (a < b ? -1 : 1)));
}

function toProduct(json: unknown): Product {
  const { id, name, description, prices, grants, items } = recordOf(json, 'a product');
  if (typeof id !== 'string' || !ID.test(id)) throw new ContentError(FILE, 'has a product without an id');
  const texts = [name, description].every((text) => typeof text === 'string' && text !== '');
  if (!texts) throw new ContentError(FILE, `${id}: name and description must be texts`);
  const [first, ...more] = moneysOf(prices, REAL_CURRENCIES, `${id}.prices`);
  if (first === undefined) throw new ContentError(FILE, `${id}: has no price`);
  const granted = moneysOf(grants, WALLET_CURRENCIES, `${id}.grants`);
  // A record of the ledger tells one balance after it.
  if (granted.length > 1) throw new ContentError(FILE, `${id}.grants: one currency at most`);
  const given = listOf(items, `${id}.items`).map((item) => toItem(item, id));
  if (granted.length + given.length === 0) throw new ContentError(FILE, `${id}: gives nothing`);
  return {
    id,
    name: String(name),
    description: String(description),
    prices: [first, ...more],
    grants: granted,
    items: given,
  };
}

function moneysOf<Currency extends string>(json: unknown, currencies: readonly Currency[], path: string) {
  const entries = Object.entries(recordOf(json, path));
  return entries.map(([key, value]) => {
    const currency = currencies.find((each) => each === key);
    if (currency === undefined) throw new ContentError(FILE, `${path}: ${key} is none of ${currencies.join(', ')}`);
    const isWhole = typeof value === 'number' && Number.isSafeInteger(value);
    if (!isWhole || value <= 0 || BigInt(value) > MAX_AMOUNT) {
      throw new ContentError(FILE, `${path}.${key}: must be a whole number of minor units above 0`);
    }
    return { currency, amount: BigInt(value) };
  });
}

function toItem(json: unknown, id: string): ProductItem {
  const { itemId, count } = recordOf(json, `${id}.items`);
  const isCount = typeof count === 'number' && Number.isInteger(count) && count > 0 && count <= 1000;
  if (typeof itemId !== 'string' || !ID.test(itemId) || !isCount) {
    throw new ContentError(FILE, `${id}.items: an item has an itemId and a count from 1 to 1000`);
  }
  return { itemId, count };
}

function listOf(json: unknown, what: string): readonly unknown[] {
  if (!Array.isArray(json)) throw new ContentError(FILE, `${what} must be a list`);
  return json;
}

function recordOf(json: unknown, what: string): Readonly<Record<string, unknown>> {
  if (typeof json !== 'object' || json === null || Array.isArray(json)) {
    throw new ContentError(FILE, `${what} must be an object`);
  }
  return json as Readonly<Record<string, unknown>>;
}
