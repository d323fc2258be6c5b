import type { Entity } from './things.js';
import type { Write } from './write.js';

/** `place`: only where an entity is, and since when. `dread`: of a mood, only that. */
export type ToldPart = 'place' | 'dread';

/**
 * What is news of a write, if it is not the whole thing. Whoever follows one of its regions knows the rest from before: so what came
 * from another region is told whole.
 * @param regionIds those the write is news for
 */
export function toldPart(write: Write, regionIds: readonly string[]): ToldPart | undefined {
  if (write.before === undefined || write.value === undefined) return undefined;
  switch (write.kind) {
    case 'entity':
      return regionIds.length === 1 && isSameElsewhere(write.before, write.value) ? 'place' : undefined;
    case 'mood':
      return write.before.faction === write.value.faction ? 'dread' : undefined;
    default:
      return undefined;
  }
}

/** A move takes over the attributes as they are; an entity written anew is told whole, be it the same. */
function isSameElsewhere(before: Entity, value: Entity): boolean {
  return before.attributes === value.attributes && before.kind === value.kind && before.name === value.name;
}
