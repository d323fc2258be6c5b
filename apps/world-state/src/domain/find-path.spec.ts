import fc from 'fast-check';
import { findPath } from './find-path.js';
import type { Location } from './things.js';
import { WorldModel } from './world-model.js';

type Road = readonly [from: number, to: number, minutes: number, condition: '' | 'locked'];

const isOpen = ({ condition }: { readonly condition: string }): boolean => condition === '';

function worldOf(places: number, roads: readonly Road[]): WorldModel {
  const model = new WorldModel();
  model.apply(
    Array.from({ length: places }, (_, place) => {
      const exits = roads
        .filter(([from]) => from === place)
        .map(([, to, travelGms, condition]) => ({ to: `p${to}`, travelGms, condition, lockedText: '' }));
      const value: Location = { regionId: 'r', name: '', description: '', exits, tags: [], baseDread: 0, capacity: 0 };
      return { kind: 'location', id: `p${place}`, version: 1n, value } as const;
    }),
  );
  return model;
}

/** Bellman and Ford: slower, and another algorithm. */
function cheapestCost(places: number, roads: readonly Road[]): number {
  const costs = Array.from({ length: places }, (_, place) => (place === 0 ? 0 : Infinity));
  for (let round = 0; round < places; round += 1) {
    for (const [from, to, cost, condition] of roads) {
      if (condition === '') costs[to] = Math.min(costs[to] ?? Infinity, (costs[from] ?? Infinity) + cost);
    }
  }
  return costs[places - 1] ?? Infinity;
}

describe('findPath', () => {
  it('is never dearer than any other way, and each step follows the one before', () => {
    const place = fc.nat(7);
    const road = fc.tuple(place, place, fc.nat(20), fc.constantFrom('' as const, 'locked' as const));
    fc.assert(
      fc.property(fc.uniqueArray(road, { maxLength: 30, selector: ([from, to]) => `${from}>${to}` }), (roads) => {
        const best = cheapestCost(8, roads);
        if (best === Infinity) {
          expect(() => findPath(worldOf(8, roads), 'p0', 'p7', isOpen)).toThrow(/no way|locked/);
          return;
        }
        const steps = findPath(worldOf(8, roads), 'p0', 'p7', isOpen);
        expect(steps.reduce((total, { travelGms }) => total + travelGms, 0)).toBe(best);
        expect(['p0', ...steps.map(({ to }) => to)]).toEqual([...steps.map(({ from }) => from), 'p7']);
      }),
    );
  });

  it('says which exit is locked when that is all that is in the way', () => {
    const roads: readonly Road[] = [
      [0, 1, 1, ''],
      [1, 2, 1, 'locked'],
    ];
    const reason = (to: string): string => {
      try {
        findPath(worldOf(4, roads), 'p0', to, isOpen);
        return '';
      } catch (error) {
        return JSON.stringify(error);
      }
    };
    expect(reason('p2')).toContain('p1->p2');
    expect(reason('p3')).toContain('NO_PATH');
    expect(findPath(worldOf(4, roads), 'p0', 'p0', isOpen)).toEqual([]);
  });
});
