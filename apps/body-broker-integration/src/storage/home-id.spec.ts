import { shardOf } from '@bodybroker/storage';
import fc from 'fast-check';
import { homeId, homeOf, uniqueOf } from './home-id.js';

describe('a home id', () => {
  it('says in which shard its player lives', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 1 }), (playerId) => {
        const home = homeOf('prt', homeId('prt', uniqueOf(playerId), playerId));
        expect(home !== undefined && shardOf(home)).toBe(shardOf(playerId));
      }),
    );
  });

  it.each(['', 'prt', 'prt_abc', 'prt_abc_zz', 'prt_abc_40', 'ctr_abc_01', 'prt_a/b_01', 'prt_abc_01x'])(
    'is not %j',
    (id) => {
      expect(homeOf('prt', id)).toBeUndefined();
    },
  );

  it('has a unique part that keeps its parts apart', () => {
    expect(uniqueOf('a', 'b')).not.toBe(uniqueOf('ab'));
    expect(uniqueOf('a', 'b')).toBe(uniqueOf('a', 'b'));
  });
});
