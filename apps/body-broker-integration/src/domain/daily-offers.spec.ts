import fc from 'fast-check';
import { assertWanted, fairPrice, type Client, type Clients } from './client.js';
import { OFFERS_PER_DAY, offersOfDay } from './daily-offers.js';
import { DAY_GMS, HOUR_GMS } from './freshness.js';
import { testGoods } from '../../test/test-goods.js';

const client: Client = {
  npcId: 'widow-sallow',
  faction: 'unlicensed',
  regionId: 'ash-ward',
  purse: 100,
  allowance: 10,
  impatience: 10,
  templates: [
    {
      id: 'eyes',
      partType: 'eye',
      minGrade: 'C',
      minFreshness: 50,
      count: [1, 3],
      priceFactor: [0.9, 1.5],
      deadlineHours: [12, 48],
      pitch: 'Eyes.',
      weight: 1,
    },
  ],
};
const clients: Clients = new Map([[client.npcId, client]]);
const day = { worldSeed: 'seed', worldId: 'main', playerId: 'p', gms: 3 * DAY_GMS + HOUR_GMS, nowMs: 0 };

describe('the offers of a day', () => {
  it('are the same for the same day, and others on another or for somebody else', () => {
    const offers = offersOfDay(testGoods, clients, day);
    expect(offers).toHaveLength(OFFERS_PER_DAY);
    expect(offersOfDay(testGoods, clients, day)).toEqual(offers);
    const terms = (list: typeof offers) => list.map(({ demand, price }) => [demand.count, price]);
    expect(terms(offersOfDay(testGoods, clients, { ...day, playerId: 'q' }))).not.toEqual(terms(offers));
    expect(terms(offersOfDay(testGoods, clients, { ...day, gms: day.gms + DAY_GMS }))).not.toEqual(terms(offers));
  });

  it('keep to their templates', () => {
    fc.assert(
      fc.property(fc.string(), fc.nat(1000), (playerId, days) => {
        for (const offer of offersOfDay(testGoods, clients, { ...day, playerId, gms: days * DAY_GMS })) {
          const fair = fairPrice(testGoods, offer.demand);
          expect(offer.demand.count).toBeGreaterThanOrEqual(1);
          expect(offer.demand.count).toBeLessThanOrEqual(3);
          expect(offer.price).toBeGreaterThanOrEqual(Math.round(fair * 0.9));
          expect(offer.price).toBeLessThanOrEqual(Math.round(fair * 1.5));
          expect(offer.deadlineGms - days * DAY_GMS).toBeGreaterThanOrEqual(12 * HOUR_GMS);
          expect(offer.deadlineGms - days * DAY_GMS).toBeLessThanOrEqual(48 * HOUR_GMS);
        }
      }),
    );
  });
});

describe('what a client would order', () => {
  const demand = { partType: 'eye', minGrade: 'C', minFreshness: 50, count: 3 } as const;

  it('is what is on the list, at no more than the best of prices', () => {
    const most = Math.round(fairPrice(testGoods, demand) * 1.5);
    expect(() => assertWanted(testGoods, client, demand, most)).not.toThrow();
    expect(() => assertWanted(testGoods, client, demand, most + 1)).toThrow(
      expect.objectContaining({ reason: 'PRICE_NOT_OFFERED', details: { max_price: String(most) } }),
    );
    expect(() => assertWanted(testGoods, client, { ...demand, count: 4 }, 1)).toThrow(
      expect.objectContaining({ reason: 'DEMAND_UNWANTED', details: { buys: 'eye' } }),
    );
  });
});
