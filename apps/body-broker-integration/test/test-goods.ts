import type { TradeGoods } from '../src/domain/trade-goods.js';

/** A small catalogue, for tests of the rules. */
export const testGoods: TradeGoods = {
  partTypes: new Map([
    [
      'eye',
      {
        id: 'eye',
        name: 'Eye',
        description: '',
        yieldPerBody: 2,
        basePrice: 40,
        halfLifeHours: 10,
        difficulty: 10,
        unfitTools: ['saw'],
        contentTags: [],
      },
    ],
  ]),
  tools: new Map([
    ['bare-hands', { id: 'bare-hands', name: 'Hands', quality: 0, freshness: 80 }],
    ['saw', { id: 'saw', name: 'Saw', quality: 20, freshness: 90 }],
  ]),
  traits: [{ id: 'odd-eyed', partTypes: ['eye'], chance: 0.5, price: 2 }],
  preserving: {
    ICE: { decay: 0.3, price: 1 },
    BRINE: { decay: 0.4, price: 0.9 },
    FORMALIN: { decay: 0.06, price: 0.6 },
    RITE: { decay: 0.35, price: 1.1 },
  },
  items: new Set(['bare-hands', 'saw', 'ice-chest']),
};
