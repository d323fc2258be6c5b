import { createConditionCache, type ConditionCache, type ConditionValue } from '@bodybroker/conditions';
import { clockFace } from '@bodybroker/domain';

/** What conditions of scenes are asked about. */
export interface Situation {
  readonly gms: number;
  readonly weather: { readonly state: string; readonly intensity: number };
  readonly place: {
    readonly id: string;
    readonly region: string;
    readonly dread: number;
    readonly tags: readonly string[];
  };
  /** World facts by key. */
  readonly facts: ReadonlyMap<string, ConditionValue>;
  /** The player's quests by definition: `accepted`, `completed`, `failed` or `claimed`. */
  readonly quest: Readonly<Record<string, string>>;
  /** What is left of traces here, by kind in lower case. */
  readonly traces: Readonly<Record<string, number>>;
  readonly player: { readonly id: string; readonly clues: readonly string[]; readonly solved: readonly string[] };
}

/** CEL over a situation. */
export class SceneConditions {
  readonly #cache: ConditionCache = createConditionCache({
    time: 'map',
    weather: 'map',
    facts: 'map',
    quest: 'map',
    traces: 'map',
    place: 'map',
    player: 'map',
  });

  /** @throws DomainError INVALID_ARGUMENT BAD_CONDITION */
  check(text: string): void {
    if (text !== '') this.#cache.get(text);
  }

  /** Whether a condition reads a variable; an empty one reads none. */
  reads(text: string, variable: string): boolean {
    return text !== '' && this.#cache.get(text).variables.has(variable);
  }

  /** Whether it holds; an empty one does, one that cannot be decided does not. */
  holds(text: string, situation: Situation): boolean {
    if (text === '') return true;
    const { gms, ...rest } = situation;
    return this.#cache.evaluate(text, { ...rest, time: { ...clockFace(gms) } });
  }
}
