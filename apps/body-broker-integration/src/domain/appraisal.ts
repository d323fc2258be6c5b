import type { Client } from './client.js';
import { SPOILED_BELOW } from './freshness.js';
import { GRADE_PRICE } from './grade.js';
import type { Part } from './part.js';
import type { TradeGoods } from './trade-goods.js';

export interface PriceFactor {
  readonly name: string;
  readonly multiplier: number;
}

export interface Appraisal {
  /** Whole MARK; both 0 for a part nobody would pay for. */
  readonly lowPrice: number;
  readonly highPrice: number;
  readonly factors: readonly PriceFactor[];
}

/** A buyer, and what their faction thinks of the seller: -100 to 100. */
export interface Buyer {
  readonly client: Client;
  readonly reputation: number;
}

/** How far either side of the estimate the market goes. */
const SPREAD = 0.1;
/** What a client pays more for what is on their list, and less for what is not. */
const WANTED = 1.2;
const UNWANTED = 0.6;

/** What a part may bring, and why: the product of the factors times the base price of its type, a tenth either way. */
export function appraise(goods: TradeGoods, part: Part, freshness: number, buyer: Buyer | undefined): Appraisal {
  const base = goods.partTypes.get(part.partType)?.basePrice ?? 0;
  const factors = [
    { name: 'grade', multiplier: GRADE_PRICE[part.grade] },
    { name: 'freshness', multiplier: freshness < SPOILED_BELOW ? 0 : round((freshness / 100) ** 0.8) },
    ...traitFactors(goods, part),
    ...keptFactors(goods, part),
    ...(buyer === undefined ? [] : buyerFactors(part, buyer)),
  ];
  const estimate = factors.reduce((price, { multiplier }) => price * multiplier, base);
  return {
    lowPrice: Math.round(estimate * (1 - SPREAD)),
    highPrice: Math.round(estimate * (1 + SPREAD)),
    factors,
  };
}

function traitFactors({ traits }: TradeGoods, part: Part): readonly PriceFactor[] {
  return traits
    .filter(({ id }) => part.traits.includes(id))
    .map(({ id, price }) => ({ name: `trait.${id}`, multiplier: price }));
}

function keptFactors({ preserving }: TradeGoods, part: Part): readonly PriceFactor[] {
  const method = part.preservations.at(-1)?.method;
  if (method === undefined) return [];
  return [{ name: `preserved.${method.toLowerCase()}`, multiplier: preserving[method].price }];
}

function buyerFactors(part: Part, { client, reputation }: Buyer): readonly PriceFactor[] {
  const isWanted = client.templates.some(({ partType }) => partType === part.partType);
  return [
    { name: 'buyer.taste', multiplier: isWanted ? WANTED : UNWANTED },
    { name: 'buyer.reputation', multiplier: round(1 + reputation / 500) },
  ];
}

const round = (value: number): number => Math.round(value * 10_000) / 10_000;
