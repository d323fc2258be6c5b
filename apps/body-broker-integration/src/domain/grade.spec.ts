import fc from 'fast-check';
import { GRADES, gradeOfCut, isAtLeast } from './grade.js';

const cut = {
  worldSeed: 'seed',
  sourceId: 'corpse',
  partType: 'eye',
  ordinal: 0,
  toolQuality: 20,
  skill: 50,
  difficulty: 10,
};

describe('the grade of a cut', () => {
  it('is the same for the same cut, and of another seed may differ', () => {
    expect(gradeOfCut(cut)).toBe(gradeOfCut(cut));
    const seeds = Array.from({ length: 50 }, (_, n) => gradeOfCut({ ...cut, worldSeed: String(n) }));
    expect(new Set(seeds).size).toBeGreaterThan(1);
  });

  it('is never worse for more skill or a better tool', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 99 }),
        fc.integer({ min: 0, max: 39 }),
        fc.nat(9),
        (skill, tool, ordinal) => {
          const less = gradeOfCut({ ...cut, skill, toolQuality: tool, ordinal });
          expect(isAtLeast(gradeOfCut({ ...cut, skill: skill + 1, toolQuality: tool, ordinal }), less)).toBe(true);
          expect(isAtLeast(gradeOfCut({ ...cut, skill, toolQuality: tool + 1, ordinal }), less)).toBe(true);
        },
      ),
    );
  });

  it('reaches from the best to the worst', () => {
    expect(gradeOfCut({ ...cut, toolQuality: 40, skill: 100, difficulty: 0 })).toBe('A');
    expect(gradeOfCut({ ...cut, toolQuality: 0, skill: 0, difficulty: 30 })).toBe('F');
    expect(GRADES).toHaveLength(6);
  });
});
