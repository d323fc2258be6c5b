import type { JsonValue } from '@bufbuild/protobuf';

const KEPT_OF_EACH = 12;
const LONGEST = 200;

/** Values that services have answered, by the name of their field: the ids of things that exist. */
export class KnownValues {
  readonly #byName = new Map<string, string[]>();
  readonly #given: ReadonlySet<string>;
  readonly #never: ReadonlySet<string>;

  /**
   * @param seeds what is known before anything was answered, by JSON name; of these names nothing more is learnt
   * @param never what is not to be sent, such as the account that the test itself needs
   */
  constructor(seeds: Readonly<Record<string, readonly string[]>>, never: readonly string[]) {
    this.#never = new Set(never);
    this.#given = new Set(Object.keys(seeds));
    for (const [name, values] of Object.entries(seeds)) this.#byName.set(name, [...values]);
  }

  /**
   * Remembers the texts of an answer: what was met first stays. The `id` or `name` of a thing in a field `quests` or `quest` is
   * a `questId` too.
   */
  learn(answer: JsonValue, within = ''): void {
    if (Array.isArray(answer)) {
      for (const item of answer.slice(0, KEPT_OF_EACH)) this.learn(item, within.replace(/s$/, ''));
      return;
    }
    if (answer === null || typeof answer !== 'object') {
      if (typeof answer === 'string') this.#keep(within, answer);
      return;
    }
    for (const [name, value] of Object.entries(answer)) {
      this.learn(value, name);
      if (typeof value === 'string' && /^(?:id|name|key)$/.test(name)) {
        this.#keep(`${within}Id`, value);
        this.#keep(within, value);
      }
    }
  }

  /** Values seen in fields of this JSON name, the oldest first. */
  of(name: string): readonly string[] {
    return this.#byName.get(name) ?? [];
  }

  #keep(name: string, value: string): void {
    if (value === '' || value.length > LONGEST || this.#never.has(value) || this.#given.has(name)) return;
    const values = this.#byName.get(name) ?? [];
    if (values.length >= KEPT_OF_EACH || values.includes(value)) return;
    this.#byName.set(name, [...values, value]);
  }
}
