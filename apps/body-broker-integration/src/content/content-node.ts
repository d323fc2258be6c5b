import { ContentError } from '@bodybroker/service-kit';

/** A value in a content file and where it is, so that what is wrong with it can be named: file, path and rule. */
export class ContentNode {
  readonly #file: string;
  readonly #path: string;
  readonly #value: unknown;

  constructor(file: string, value: unknown, path = '$') {
    this.#file = file;
    this.#path = path;
    this.#value = value;
  }

  /** @throws ContentError always, naming file, path and rule */
  fail(rule: string): never {
    throw new ContentError(this.#file, `${this.#path} ${rule}`);
  }

  /** A member of an object. */
  at(key: string): ContentNode {
    if (typeof this.#value !== 'object' || this.#value === null || Array.isArray(this.#value))
      this.fail('must be an object');
    return new ContentNode(this.#file, (this.#value as Readonly<Record<string, unknown>>)[key], `${this.#path}.${key}`);
  }

  list(): readonly ContentNode[] {
    if (!Array.isArray(this.#value)) this.fail('must be a list');
    return this.#value.map((value: unknown, index) => new ContentNode(this.#file, value, `${this.#path}[${index}]`));
  }

  text(maxLength = 500): string {
    const value = this.#value;
    if (typeof value === 'string' && value !== '' && value.length <= maxLength) return value;
    return this.fail(`must be a text of at most ${maxLength} characters`);
  }

  id(): string {
    const value = this.text(64);
    return /^[a-z0-9][a-z0-9_.-]*$/u.test(value) ? value : this.fail('must be an id');
  }

  number(min: number, max: number): number {
    const value = this.#value;
    if (typeof value === 'number' && value >= min && value <= max) return value;
    return this.fail(`must be a number from ${min} to ${max}`);
  }

  whole(min: number, max: number): number {
    const value = this.number(min, max);
    return Number.isInteger(value) ? value : this.fail('must be a whole number');
  }

  oneOf<Name extends string>(names: readonly Name[]): Name {
    return names.find((name) => name === this.#value) ?? this.fail(`must be one of ${names.join(', ')}`);
  }

  /** Two numbers, the first not above the second. */
  bounds(min: number, max: number): readonly [number, number] {
    const [low, high, ...more] = this.list().map((node) => node.number(min, max));
    if (low === undefined || high === undefined || more.length > 0 || low > high) this.fail('must be [low, high]');
    return [low, high];
  }

  /** Entries by their ids. @throws ContentError for an id that is there twice */
  byId<Entry extends { readonly id: string }>(read: (node: ContentNode) => Entry): ReadonlyMap<string, Entry> {
    const entries = new Map<string, Entry>();
    for (const node of this.list()) {
      const entry = read(node);
      if (entries.has(entry.id)) node.at('id').fail(`${entry.id} is there twice`);
      entries.set(entry.id, entry);
    }
    if (entries.size === 0) this.fail('must not be empty');
    return new Map([...entries].sort(([a], [b]) => (a < b ? -1 : 1)));
  }
}
