import {
  createConditionCache,
  type ConditionCache,
  type ConditionValue,
  type ConditionValues,
} from '@bodybroker/conditions';
import { clockFace } from '@bodybroker/domain';
import type { FactValue } from './things.js';
import type { WorldView } from './world-model.js';

/** For whom and when a condition is asked. */
export interface Occasion {
  /** The game clock. */
  readonly gms: number;
  /** Where the player is; undefined: nobody asks. */
  readonly player: { readonly id: string; readonly locationId: string } | undefined;
}

/** CEL over the world. */
export class WorldConditions {
  readonly #cache: ConditionCache = createConditionCache({ facts: 'map', player: 'map', clock: 'map' });

  /** @throws DomainError INVALID_ARGUMENT BAD_CONDITION */
  check(text: string): void {
    this.#cache.get(text);
  }

  /**
   * Whether it holds; an empty one does, one that cannot be decided does not.
   * @throws DomainError INVALID_ARGUMENT BAD_CONDITION
   */
  holds(text: string, world: WorldView, occasion: Occasion): boolean {
    return text === '' || this.#cache.evaluate(text, valuesOf(world, occasion, this.#cache.get(text).variables));
  }
}

function valuesOf(world: WorldView, { gms, player }: Occasion, read: ReadonlySet<string>): ConditionValues {
  return {
    ...(read.has('facts') && { facts: factsOf(world) }),
    ...(read.has('clock') && { clock: { ...clockFace(gms) } }),
    ...(player !== undefined && {
      player: {
        id: player.id,
        location: player.locationId,
        region: world.get('location', player.locationId)?.value.regionId,
      },
    }),
  };
}

function factsOf(world: WorldView): ReadonlyMap<string, ConditionValue> {
  const facts = new Map<string, ConditionValue>();
  for (const key of world.ids('fact')) {
    const fact = world.get('fact', key);
    if (fact !== undefined) facts.set(key, celValue(fact.value.value));
  }
  return facts;
}

function celValue(fact: FactValue): ConditionValue {
  return fact.type === 'int' ? BigInt(fact.value) : fact.value;
}
