import fc from 'fast-check';
import type { PartType } from './part-type.js';
import { UNTOUCHED, giveBack, keepTake, takeOrgan, takenOf, type SourceOrgans } from './source-organs.js';

const eye: PartType = {
  id: 'eye',
  name: 'Eye',
  description: '',
  yieldPerBody: 2,
  basePrice: 40,
  halfLifeHours: 10,
  difficulty: 10,
  unfitTools: [],
  contentTags: [],
};
const taker = { playerId: 'p', partId: 'prt' };

describe('the organs of a source', () => {
  it('are taken once each', () => {
    const one = takeOrgan(UNTOUCHED, 'a', eye, taker).source;
    const two = takeOrgan(one, 'b', eye, taker).source;
    expect(() => takeOrgan(two, 'c', eye, taker)).toThrow(expect.objectContaining({ reason: 'SOURCE_EXHAUSTED' }));
  });

  it('are not taken again by the same take, kept or not', () => {
    const one = takeOrgan(UNTOUCHED, 'a', eye, taker).source;
    expect(takeOrgan(one, 'a', eye, taker).source).toBe(one);
    const kept = keepTake(one, 'a');
    expect(takeOrgan(kept, 'a', eye, taker).source).toBe(kept);
    expect(giveBack(kept, 'a')).toBe(kept);
  });

  it('are the same organ again after they were given back', () => {
    const both = takeOrgan(takeOrgan(UNTOUCHED, 'a', eye, taker).source, 'b', eye, taker).source;
    const again = takeOrgan(giveBack(both, 'a'), 'c', eye, taker);
    expect(again.take.ordinal).toBe(0);
  });

  it('never exceed the yield, whatever is taken, kept and given back', () => {
    const step = fc.record({ verb: fc.constantFrom('take', 'keep', 'back'), id: fc.constantFrom('a', 'b', 'c', 'd') });
    fc.assert(
      fc.property(fc.array(step), (steps) => {
        let source: SourceOrgans = UNTOUCHED;
        for (const { verb, id } of steps) {
          if (verb === 'keep') source = keepTake(source, id);
          else if (verb === 'back') source = giveBack(source, id);
          else if (takenOf(source, 'eye').length < 2 || id in source.takes)
            source = takeOrgan(source, id, eye, taker).source;
          const ordinals = takenOf(source, 'eye').map(({ ordinal }) => ordinal);
          expect(ordinals.length).toBeLessThanOrEqual(2);
          expect(new Set(ordinals).size).toBe(ordinals.length);
        }
      }),
    );
  });
});
