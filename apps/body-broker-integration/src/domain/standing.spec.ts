import fc from 'fast-check';
import { openContract } from './contract.js';
import { HOUR_GMS } from './freshness.js';
import {
  NEW_STANDING,
  afterBreach,
  afterCancellation,
  afterHarvest,
  afterSettlement,
  assertCoolEnough,
  heatAt,
  rankOf,
} from './standing.js';

const guarded = { isGuarded: true };
const quiet = { isGuarded: false };
const contract = openContract({
  playerId: 'p',
  worldId: 'main',
  npcId: 'n',
  faction: 'houses',
  regionId: 'lantern-ward',
  pitch: '',
  demand: { partType: 'eye', minGrade: undefined, minFreshness: 0, count: 1 },
  askedPrice: 1,
  deadlineGms: 1,
  createdGms: 0,
  createdMs: 0,
});

describe('a standing', () => {
  it('heats up by cutting, more in a guarded ward, and cools by 1 an hour', () => {
    let standing = NEW_STANDING;
    for (let n = 0; n < 10; n += 1) standing = afterHarvest(standing, 0, guarded);
    expect(heatAt(standing, 0)).toBe(50);
    expect(heatAt(standing, 20 * HOUR_GMS)).toBe(30);
    expect(heatAt(standing, 200 * HOUR_GMS)).toBe(0);
    expect(heatAt(afterHarvest(NEW_STANDING, 0, quiet), 0)).toBe(2);
  });

  it('does not let a hot hand cut where the assize keeps guards', () => {
    const hot = { ...NEW_STANDING, heat: 81 };
    expect(() => assertCoolEnough(hot, 0, guarded)).toThrow(expect.objectContaining({ reason: 'HEAT_TOO_HIGH' }));
    expect(() => assertCoolEnough(hot, 0, quiet)).not.toThrow();
    expect(() => assertCoolEnough(hot, HOUR_GMS, guarded)).not.toThrow();
  });

  it('cools as fast however often it is heated meanwhile', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(5 * HOUR_GMS), { maxLength: 10 }), (pauses) => {
        let standing = { ...NEW_STANDING, heat: 50 };
        let gms = 0;
        for (const pause of pauses) {
          gms += pause;
          standing = afterSettlement(standing, contract, gms, quiet) as typeof standing;
        }
        expect(heatAt(standing, gms)).toBe(Math.max(0, 50 - Math.floor(gms / HOUR_GMS)));
      }),
    );
  });

  it('rises with deals and falls with broken ones, within bounds', () => {
    let standing = NEW_STANDING;
    for (let n = 0; n < 60; n += 1) standing = afterSettlement(standing, contract, 0, guarded);
    expect(standing).toMatchObject({ reputation: { houses: 100, brokers: 60 }, settled: 60, heat: 100 });
    expect(rankOf(standing)).toBe('MASTER');
    expect(rankOf(NEW_STANDING)).toBe('PROBATIONER');
    expect(afterBreach(standing, contract)).toMatchObject({ reputation: { houses: 92, brokers: 58 }, breached: 1 });
    expect(afterCancellation(NEW_STANDING, contract).reputation).toEqual({ houses: -3 });
  });
});
