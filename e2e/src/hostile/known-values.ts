import type { JsonValue } from '@bufbuild/protobuf';

const KEPT_OF_EACH = 12;
const LONGEST = 200;

/** Values that services have answered, by the name of their field: the ids of things that exist. */
export class KnownValues {
  readonly #byName = new Map<string, string[]>();
  readonly #never: ReadonlySet<string>;

  /**
   * @param seeds what is known before anything was answered, by JSON name; it goes before what is learnt
   * @param never what is not to be sent, such as the account that the test itself needs
   */
  constructor(seeds: Readonly<Record<string, readonly string[]>>, never: readonly string[]) {
    this.#never = new Set(never);
    for (const [name, values] of Object.entries(seeds)) this.#byName.set(name, [...values]);
  }

  /**
   * Remembers the texts of a service's answer: what was met first stays. The `id` or `name` of a thing in a field `quests` or `quest` is
   * a `questId` too.
   */
  learn(service: string, answer: JsonValue, within = ''): void {
    if (Array.isArray(answer)) {
      for (const item of answer.slice(0, KEPT_OF_EACH)) this.learn(service, item, within.replace(/s$/, ''));
      return;
    }
    if (answer === null || typeof answer !== 'object') {
      if (typeof answer === 'string') this.#keep(service, within, answer);
      return;
    }
    for (const [name, value] of Object.entries(answer)) {
      this.learn(service, value, name);
      if (typeof value === 'string' && /^(?:id|name|key)$/.test(name)) {
        this.#keep(service, `${within}Id`, value);
        this.#keep(service, within, value);
      }
    }
  }

  /** Values for fields of this JSON name: those that the service itself answered, else those of any other; the oldest first. */
  of(service: string, name: string): readonly string[] {
    return this.#byName.get(name) ?? this.#byName.get(`${service} ${name}`) ?? this.#byName.get(`* ${name}`) ?? [];
  }

  #keep(service: string, name: string, value: string): void {
    if (value === '' || value.length > LONGEST || this.#never.has(value)) return;
    for (const key of [`${service} ${name}`, `* ${name}`]) {
      const values = this.#byName.get(key) ?? [];
      if (values.length < KEPT_OF_EACH && !values.includes(value)) this.#byName.set(key, [...values, value]);
    }
  }
}
