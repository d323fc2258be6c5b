import fc from 'fast-check';
import { CAPACITY, EMPTY_INVENTORY, assertRoom, changeItems, itemCount } from './inventory.js';

describe('an inventory', () => {
  it('counts what comes and goes, and goes never below none', () => {
    const { inventory } = changeItems(EMPTY_INVENTORY, { knife: 2, saw: 1 });
    expect(itemCount(inventory)).toBe(3);
    const { inventory: after, changed } = changeItems(inventory, { knife: -5, saw: -1 });
    expect(after).toEqual(EMPTY_INVENTORY);
    expect(changed).toEqual({ knife: -2, saw: -1 });
  });

  it('holds what is changed: before plus change is after', () => {
    const deltas = fc.dictionary(fc.constantFrom('knife', 'saw', 'lancet'), fc.integer({ min: -5, max: 5 }));
    fc.assert(
      fc.property(fc.array(deltas), (list) => {
        let inventory = EMPTY_INVENTORY;
        for (const each of list) {
          const step = changeItems(inventory, each);
          const sum = Object.values(step.changed).reduce((total, delta) => total + delta, 0);
          expect(itemCount(step.inventory)).toBe(itemCount(inventory) + sum);
          inventory = step.inventory;
        }
      }),
    );
  });

  it('has an end', () => {
    expect(() => assertRoom(CAPACITY - 1, 1)).not.toThrow();
    expect(() => assertRoom(CAPACITY, 1)).toThrow(expect.objectContaining({ reason: 'INVENTORY_FULL' }));
  });
});
