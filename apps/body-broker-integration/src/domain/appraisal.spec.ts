import { appraise } from './appraisal.js';
import type { Client } from './client.js';
import { grantedPart, type Part } from './part.js';
import { testGoods } from '../../test/test-goods.js';

const eye: Part = grantedPart({
  playerId: 'p',
  worldId: 'main',
  regionId: 'bone-ward',
  partType: 'eye',
  reference: '',
  gms: 0,
  nowMs: 0,
});
const wants = (partType: string): Client => ({
  npcId: 'n',
  faction: 'houses',
  regionId: 'ash-ward',
  purse: 1,
  allowance: 0,
  impatience: 10,
  templates: [
    {
      id: 't',
      partType,
      minGrade: 'F',
      minFreshness: 0,
      count: [1, 1],
      priceFactor: [1, 1],
      deadlineHours: [6, 6],
      pitch: 'x',
      weight: 1,
    },
  ],
});

describe('an appraisal', () => {
  const middle = (part: Part, freshness: number, buyer?: Parameters<typeof appraise>[3]): number => {
    const { lowPrice, highPrice } = appraise(testGoods, part, freshness, buyer);
    return (lowPrice + highPrice) / 2;
  };

  it('of a fresh part of grade C is its base price, a tenth either way', () => {
    expect(appraise(testGoods, eye, 100, undefined)).toMatchObject({ lowPrice: 36, highPrice: 44 });
  });

  it('falls with freshness and grade, to nothing when it is spoiled', () => {
    expect(middle(eye, 50)).toBeLessThan(middle(eye, 100));
    expect(middle({ ...eye, grade: 'E' }, 100)).toBeLessThan(middle({ ...eye, grade: 'A' }, 100));
    expect(middle(eye, 4.9)).toBe(0);
  });

  it('counts traits, what it lies in, taste and reputation, and names them', () => {
    const odd = { ...eye, traits: ['odd-eyed'], preservations: [{ method: 'FORMALIN', gms: 0 }] } as const;
    const buyer = { client: wants('eye'), reputation: 50 };
    const { factors } = appraise(testGoods, odd, 100, buyer);
    expect(Object.fromEntries(factors.map(({ name, multiplier }) => [name, multiplier]))).toEqual({
      grade: 1,
      freshness: 1,
      'trait.odd-eyed': 2,
      'preserved.formalin': 0.6,
      'buyer.taste': 1.2,
      'buyer.reputation': 1.1,
    });
    expect(middle(eye, 100, buyer)).toBeGreaterThan(middle(eye, 100, { client: wants('rib'), reputation: 50 }));
  });
});
