import { draw, failedPrecondition } from '@bodybroker/domain';

export type OfferOutcome = 'ACCEPTED' | 'COUNTERED' | 'REFUSED';

/** What the player asked for, what the client said, and the price that stood then. */
export interface Offer {
  readonly price: number;
  readonly outcome: OfferOutcome;
  readonly standingPrice: number;
}

export const MAX_OFFERS = 4;
export const FULL_PATIENCE = 100;

/** How far above its first price a client would go: a tenth to four tenths. */
const LEAST_SLACK = 0.1;
const MOST_SLACK = 0.4;
/** A client who is this close to the asked price gives in. */
const CLOSE_ENOUGH = 1.02;
/** How far a client with all patience comes towards the player in one step. */
const FULL_STEP = 0.6;

export interface Haggle {
  readonly price: number;
  readonly patience: number;
  readonly offers: readonly Offer[];
}

export interface Counterpart {
  readonly worldSeed: string;
  readonly contractId: string;
  /** The client's first price. */
  readonly askedPrice: number;
  /** Patience lost by an offer that is countered; twice that by one that is refused. */
  readonly impatience: number;
}

/** What the client would pay at most: drawn once for each contract from the world's seed. */
export function reservePrice({ worldSeed, contractId, askedPrice }: Counterpart): number {
  const slack = LEAST_SLACK + (MOST_SLACK - LEAST_SLACK) * draw(worldSeed, 'reserve', contractId);
  return Math.round(askedPrice * (1 + slack));
}

/**
 * The client's answer to the next offer. Not above the price that stands, or close to it: agreed. Above the reserve: refused. Between:
 * the client comes towards the player, the further the more patience is left. The same offers get the same answers.
 * @throws DomainError FAILED_PRECONDITION OFFERS_SPENT
 */
export function haggle(before: Haggle, counterpart: Counterpart, price: number): Haggle {
  if (before.offers.length >= MAX_OFFERS) {
    const facts = { price: String(before.price), offers: String(MAX_OFFERS) };
    throw failedPrecondition('OFFERS_SPENT', 'the client listens to no further offer', facts);
  }
  const answered = (outcome: OfferOutcome, standingPrice: number, loss: number): Haggle => ({
    price: standingPrice,
    patience: Math.max(0, before.patience - loss),
    offers: [...before.offers, { price, outcome, standingPrice }],
  });
  const { impatience } = counterpart;
  const reserve = reservePrice(counterpart);
  if (price <= before.price) return answered('ACCEPTED', price, 0);
  if (price > reserve) return answered('REFUSED', before.price, 2 * impatience);
  const step = FULL_STEP * (before.patience / FULL_PATIENCE);
  const counter = Math.min(reserve, Math.floor(before.price + (price - before.price) * step));
  if (price <= before.price * CLOSE_ENOUGH && before.offers.length > 0) return answered('ACCEPTED', price, 0);
  return answered('COUNTERED', counter, impatience);
}
