import { failedPrecondition, notFound } from '@bodybroker/domain';
import { GRADE_PRICE, type Grade } from './grade.js';
import type { Demand } from './demand.js';
import type { TradeGoods } from './trade-goods.js';

/** What a client may order on a day: the demand is drawn between the bounds. Ships as content. */
export interface DemandTemplate {
  readonly id: string;
  readonly partType: string;
  readonly minGrade: Grade;
  readonly minFreshness: number;
  readonly count: readonly [number, number];
  /** What the client pays against the plain worth: 1 is fair. */
  readonly priceFactor: readonly [number, number];
  readonly deadlineHours: readonly [number, number];
  /** What the client says. */
  readonly pitch: string;
  readonly weight: number;
}

/** Somebody who orders parts. Ships as content. */
export interface Client {
  readonly npcId: string;
  readonly faction: string;
  /** The ward the client lives in. */
  readonly regionId: string;
  /** MARK the client's wallet begins with, and what is added each game day. */
  readonly purse: number;
  readonly allowance: number;
  /** Patience lost by an offer that is countered; twice that by one that is refused. */
  readonly impatience: number;
  readonly templates: readonly DemandTemplate[];
}

/** By NPC id. */
export type Clients = ReadonlyMap<string, Client>;

/**
 * The account of a client's wallet in payment. Not `npc.<id>`: payment lets the world's own accounts owe, and a client who is short of
 * money must not be able to pay.
 */
export const clientAccount = (npcId: string): string => `client_${npcId}`;

/** @throws DomainError NOT_FOUND CLIENT_NOT_FOUND */
export function clientOf(clients: Clients, npcId: string): Client {
  const client = clients.get(npcId);
  if (client === undefined) throw notFound('client', npcId);
  return client;
}

/** What a demand is worth on a fair day: whole MARK, at least 1. */
export function fairPrice({ partTypes }: TradeGoods, { partType, minGrade, minFreshness, count }: Demand): number {
  const base = partTypes.get(partType)?.basePrice ?? 0;
  const unit = base * GRADE_PRICE[minGrade ?? 'F'] * (0.6 + (0.4 * minFreshness) / 100);
  return Math.max(1, Math.round(unit * count));
}

/**
 * A player may ask a client for work only as the client would give it.
 * @throws DomainError FAILED_PRECONDITION DEMAND_UNWANTED, PRICE_NOT_OFFERED {max_price}
 */
export function assertWanted(goods: TradeGoods, client: Client, demand: Demand, price: number): void {
  const wanted = client.templates.filter(
    ({ partType, count }) => partType === demand.partType && demand.count <= count[1],
  );
  if (wanted.length === 0) {
    const buys = [...new Set(client.templates.map(({ partType }) => partType))].join(', ');
    throw failedPrecondition('DEMAND_UNWANTED', `${client.npcId} does not want that`, { buys });
  }
  const maxPrice = Math.round(fairPrice(goods, demand) * Math.max(...wanted.map(({ priceFactor }) => priceFactor[1])));
  if (price <= maxPrice) return;
  const facts = { max_price: String(maxPrice) };
  throw failedPrecondition('PRICE_NOT_OFFERED', `${client.npcId} would not offer as much`, facts);
}
