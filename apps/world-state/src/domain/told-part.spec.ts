import type { Entity } from './things.js';
import { toldPart } from './told-part.js';

const WARD = ['ash-ward'];
const pip: Entity = { kind: 'npc', name: 'Pip', locationId: 'ash-market', attributes: { age: 9 }, arrivedGms: 1 };
const moved: Entity = { ...pip, locationId: 'ash-kilns', arrivedGms: 2 };
const entity = (before: Entity | undefined, value: Entity | undefined) => ({
  kind: 'entity' as const,
  id: 'pip',
  ...(before && { before }),
  ...(value && { value }),
});
const mood = (faction: string, dread: number) => ({
  kind: 'mood' as const,
  id: 'ash-kilns',
  before: { dread: 10, faction: 'houses' },
  value: { dread, faction },
});

describe('toldPart', () => {
  it('is the place of an entity that moved within a region', () => {
    expect(toldPart(entity(pip, moved), WARD)).toBe('place');
  });

  it('is the dread of a mood that nobody else holds', () => {
    expect(toldPart(mood('houses', 12), WARD)).toBe('dread');
    expect(toldPart(mood('', 12), WARD)).toBeUndefined();
  });

  it.each([
    ['new', entity(undefined, moved), WARD],
    ['gone', entity(pip, undefined), WARD],
    ['from another region', entity(pip, moved), ['ash-ward', 'bone-ward']],
    ['called otherwise', entity(pip, { ...moved, name: 'Philip' }), WARD],
    ['something else', entity(pip, { ...moved, kind: 'corpse' }), WARD],
    ['written anew', entity(pip, { ...moved, attributes: { age: 10 } }), WARD],
  ])('is no part of an entity that is %s', (_, write, regionIds) => {
    expect(toldPart(write, regionIds)).toBeUndefined();
  });
});
