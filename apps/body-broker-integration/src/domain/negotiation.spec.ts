import fc from 'fast-check';
import { FULL_PATIENCE, MAX_OFFERS, haggle, reservePrice, type Haggle } from './negotiation.js';

const counterpart = { worldSeed: 'seed', contractId: 'ctr_1', askedPrice: 100, impatience: 15 };
const opening: Haggle = { price: 100, patience: FULL_PATIENCE, offers: [] };
const lastOutcome = (state: Haggle): string | undefined => state.offers.at(-1)?.outcome;

describe('a negotiation', () => {
  it('refuses what is above the reserve and counters what is near it', () => {
    const reserve = reservePrice(counterpart);
    const refused = haggle(opening, counterpart, reserve + 1);
    expect(lastOutcome(refused)).toBe('REFUSED');
    expect(refused).toMatchObject({ price: 100, patience: 70 });
    const countered = haggle(opening, counterpart, reserve);
    expect(lastOutcome(countered)).toBe('COUNTERED');
    expect(countered.price).toBeGreaterThan(100);
    expect(countered.price).toBeLessThan(reserve);
  });

  it('agrees to what is not above the price that stands', () => {
    expect(haggle(opening, counterpart, 100)).toMatchObject({ price: 100, patience: FULL_PATIENCE });
    expect(lastOutcome(haggle(opening, counterpart, 90))).toBe('ACCEPTED');
  });

  it('listens to four offers', () => {
    let state = opening;
    for (let n = 0; n < MAX_OFFERS; n += 1) state = haggle(state, counterpart, 1_000);
    expect(() => haggle(state, counterpart, 100)).toThrow(expect.objectContaining({ reason: 'OFFERS_SPENT' }));
  });

  it('gives the same answers to the same offers, never goes down by itself or above the reserve', () => {
    const offers = fc.array(fc.integer({ min: 101, max: 200 }), { maxLength: MAX_OFFERS });
    fc.assert(
      fc.property(offers, fc.string(), (prices, contractId) => {
        const other = { ...counterpart, contractId };
        const run = (): Haggle => prices.reduce<Haggle>((state, price) => haggle(state, other, price), opening);
        const end = run();
        expect(run()).toEqual(end);
        expect(end.price).toBeLessThanOrEqual(reservePrice(other));
        expect(end.price).toBeGreaterThanOrEqual(100);
      }),
    );
  });
});
