import { testGoods } from '../../test/test-goods.js';
import { assertFit, whyUnfit } from './demand.js';
import { HOUR_GMS } from './freshness.js';
import { planGrant } from './grant.js';
import {
  assertFree,
  assertHeld,
  grantedPart,
  harvestedPart,
  partFreshness,
  preservedPart,
  spoiledSince,
  type Part,
} from './part.js';
import { RESERVATION_TURNS, assertCommittable, reservationEnd } from './reservation.js';
import { partTypeOf, toolFor } from './trade-goods.js';

const failing = (reason: string): Error => expect.objectContaining({ reason }) as Error;
const eye = partTypeOf(testGoods, 'eye');
const granted: Part = grantedPart({
  playerId: 'p',
  worldId: 'main',
  regionId: 'bone-ward',
  partType: 'eye',
  reference: 'r',
  gms: 0,
  nowMs: 0,
});

describe('a part', () => {
  const harvested = (worldSeed: string): Part =>
    harvestedPart(testGoods, {
      playerId: 'p',
      worldId: 'main',
      worldSeed,
      regionId: 'bone-ward',
      grade: 'B',
      partType: eye,
      tool: toolFor(testGoods, eye, ''),
      provenance: {
        kind: 'harvest',
        sourceKind: 'CORPSE',
        sourceId: 's',
        locationId: 'l',
        tool: 't',
        skill: 1,
        gms: 7,
      },
      ordinal: 0,
      nowMs: 5,
    });

  it('is as fresh as the tool leaves it, with traits drawn from the seed', () => {
    const part = harvested('seed');
    expect(part).toMatchObject({ decay: { freshness: 80, sinceGms: 7, factor: 1 }, owner: 'player:p', state: 'HELD' });
    expect(harvested('seed')).toEqual(part);
    const traits = new Set(Array.from({ length: 30 }, (_, n) => harvested(String(n)).traits.length));
    expect(traits).toEqual(new Set([0, 1]));
  });

  it('keeps better in what it is put into, from then on', () => {
    const iced = preservedPart(granted, testGoods, 'ICE', [], 10 * HOUR_GMS);
    expect(partFreshness(iced, testGoods, [], 10 * HOUR_GMS)).toBe(50);
    expect(partFreshness(iced, testGoods, [], 20 * HOUR_GMS)).toBeGreaterThan(
      partFreshness(granted, testGoods, [], 20 * HOUR_GMS),
    );
    expect(() => preservedPart(iced, testGoods, 'ICE', [], 11 * HOUR_GMS)).toThrow(failing('ALREADY_PRESERVED'));
    expect(preservedPart(iced, testGoods, 'RITE', [], 11 * HOUR_GMS).preservations).toHaveLength(2);
  });

  it('is spoiled since a full hour, whenever that is looked into', () => {
    const eightfold = [{ gms: 20 * HOUR_GMS, multiplier: 8, version: 1 }];
    for (const history of [[], eightfold]) {
      const since = spoiledSince(granted, testGoods, history, 500 * HOUR_GMS);
      expect(since % HOUR_GMS).toBe(0);
      expect(partFreshness(granted, testGoods, history, since)).toBeLessThan(5);
      expect(partFreshness(granted, testGoods, history, since - HOUR_GMS)).toBeGreaterThanOrEqual(5);
      expect(spoiledSince(granted, testGoods, history, since + HOUR_GMS / 2)).toBe(since);
    }
  });

  it('is refused where it is gone or reserved', () => {
    expect(() => assertHeld('x', { ...granted, state: 'TRANSFERRED' })).toThrow(failing('PART_GONE'));
    expect(() => assertFree('x', { ...granted, reservationId: 'r' })).toThrow(failing('PART_RESERVED'));
  });

  it('is what is wanted, or there is a reason', () => {
    const demand = { partType: 'eye', minGrade: 'B', minFreshness: 40, count: 1 } as const;
    const assessed = { id: 'x', part: { ...granted, grade: 'A' as const }, freshness: 40 };
    expect(whyUnfit(demand, assessed)).toBeUndefined();
    expect(whyUnfit({ ...demand, partType: 'rib' }, assessed)).toBe('is eye, not rib');
    expect(whyUnfit(demand, { ...assessed, part: granted })).toBe('is of grade C, not B');
    expect(whyUnfit(demand, { ...assessed, freshness: 39.99 })).toBe('has freshness 39.99, not 40');
    expect(whyUnfit({ ...demand, minFreshness: 0 }, { ...assessed, freshness: 4.9 })).toBe('has freshness 4.9, not 5');
    expect(() => assertFit(demand, [])).toThrow(failing('WRONG_COUNT'));
    expect(() => assertFit(demand, [{ ...assessed, freshness: 1 }])).toThrow(failing('PART_UNFIT'));
  });
});

describe('what is granted', () => {
  it('is sorted into things and parts', () => {
    const plan = planGrant(testGoods, [
      { itemId: 'ice-chest', count: 1 },
      { itemId: 'eye', count: 2 },
      { itemId: 'ice-chest', count: 3 },
    ]);
    expect(plan).toEqual({ items: { 'ice-chest': 4 }, partTypes: ['eye', 'eye'] });
    expect(() => planGrant(testGoods, [{ itemId: 'crown', count: 1 }])).toThrow(failing('UNKNOWN_ITEM'));
  });
});

describe('a reservation', () => {
  it('has these ways to go', () => {
    expect(RESERVATION_TURNS).toEqual({
      LIVE: { commit: 'COMMITTED', release: 'RELEASED', return: 'RETURNED' },
      COMMITTED: { return: 'RETURNED' },
      RETURNED: { release: 'RELEASED' },
      RELEASED: {},
    });
  });

  it('is handed over while it lives', () => {
    const live = { playerId: 'p', reference: '', partIds: [], status: 'LIVE', expiresMs: 100, toOwner: '' } as const;
    expect(() => assertCommittable('r', live, 99)).not.toThrow();
    expect(() => assertCommittable('r', live, 100)).toThrow(failing('RESERVATION_ENDED'));
    expect(() => assertCommittable('r', { ...live, status: 'RETURNED' }, 0)).toThrow(failing('RESERVATION_ENDED'));
    expect(() => assertCommittable('r', { ...live, status: 'COMMITTED' }, 0)).toThrow(failing('RESERVATION_COMMITTED'));
    expect([reservationEnd(0, 0), reservationEnd(0, 5), reservationEnd(0, 5000)]).toEqual([600_000, 1000, 5000]);
  });
});
