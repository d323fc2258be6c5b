import { seededRandom } from './seeded-random.js';
import { weightedChoice } from './weighted-choice.js';

describe('a weighted choice', () => {
  it('is made in proportion, and never of what weighs nothing', () => {
    const things = [
      { name: 'often', weight: 6 },
      { name: 'never', weight: 0 },
      { name: 'rarely', weight: 2 },
    ];
    const choose = weightedChoice(things, seededRandom(1));
    const counts = new Map<string, number>();
    for (let n = 0; n < 8000; n += 1) {
      const { name } = choose();
      counts.set(name, (counts.get(name) ?? 0) + 1);
    }
    expect(counts.get('never')).toBeUndefined();
    expect((counts.get('often') ?? 0) / 8000).toBeCloseTo(0.75, 1);
    expect((counts.get('rarely') ?? 0) / 8000).toBeCloseTo(0.25, 1);
  });

  it('takes the edges of what can be drawn', () => {
    const things = [{ weight: 1 }, { weight: 1 }] as const;
    expect(weightedChoice(things, () => 0)()).toBe(things[0]);
    expect(weightedChoice(things, () => 0.9999999999999999)()).toBe(things[1]);
  });

  it('cannot be made of nothing', () => {
    expect(() => weightedChoice([{ weight: 0 }], () => 0)).toThrow('nothing has a weight');
  });
});
