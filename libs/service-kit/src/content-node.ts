import { ContentError } from './content-error.js';

const ID = /^[a-z0-9][a-z0-9_.-]{0,63}$/;

/**
 * A value in a content file and where it stands, so that what is wrong with it can be named: file, path (from `$`) and rule.
 * What a value must be is said by reading it: each method that reads throws a ContentError when the value is something else.
 */
export class ContentNode {
  readonly #file: string;
  readonly #path: string;
  readonly #value: unknown;

  /** @param file its path below `content/` */
  constructor(file: string, value: unknown, path = '$') {
    this.#file = file;
    this.#path = path;
    this.#value = value;
  }

  get isMissing(): boolean {
    return this.#value === undefined;
  }

  get isText(): boolean {
    return typeof this.#value === 'string';
  }

  /** Says that this value breaks a rule, such as `must be above 0`. @throws ContentError always, naming file, path and rule */
  fail(rule: string, cause?: unknown): never {
    throw new ContentError(this.#file, `${this.#path} ${rule}`, cause);
  }

  /** A field of an object; a missing one too. */
  at(name: string): ContentNode {
    const fields = this.#fields();
    const value = Object.hasOwn(fields, name) ? fields[name] : undefined;
    return new ContentNode(this.#file, value, `${this.#path}.${name}`);
  }

  /** The fields of an object. */
  entries(): readonly (readonly [name: string, node: ContentNode])[] {
    return Object.keys(this.#fields()).map((name) => [name, this.at(name)] as const);
  }

  /** The items of a list. */
  items(): readonly ContentNode[] {
    if (!Array.isArray(this.#value)) this.fail('must be a list');
    return this.#value.map((item: unknown, index) => new ContentNode(this.#file, item, `${this.#path}[${index}]`));
  }

  /** The items of a list; none when it is missing. */
  itemsIfAny(): readonly ContentNode[] {
    return this.isMissing ? [] : this.items();
  }

  /** The entries of a list that is not empty, by their ids and in the order of these. An id that is there twice is refused. */
  byId<Entry extends { readonly id: string }>(read: (node: ContentNode) => Entry): ReadonlyMap<string, Entry> {
    const entries = new Map<string, Entry>();
    for (const node of this.items()) {
      const entry = read(node);
      if (entries.has(entry.id)) node.at('id').fail(`${entry.id} is there twice`);
      entries.set(entry.id, entry);
    }
    if (entries.size === 0) this.fail('must not be empty');
    return new Map([...entries].sort(([a], [b]) => (a < b ? -1 : 1)));
  }

  /** A text that is not blank. @param maxLength in UTF-16 code units; default: any length */
  text(maxLength = Infinity): string {
    const value = this.#value;
    if (typeof value === 'string' && value.trim() !== '' && value.length <= maxLength) return value;
    return this.fail(`must be a text${maxLength === Infinity ? '' : ` of at most ${maxLength} characters`}`);
  }

  /** A text that is not blank; empty when it is missing. */
  textIfAny(): string {
    return this.isMissing ? '' : this.text();
  }

  /** A list of texts; none when it is missing. */
  texts(): readonly string[] {
    return this.itemsIfAny().map((item) => item.text());
  }

  /** Small letters, digits, `_`, `.` and `-`, at most 64. */
  id(): string {
    const value = this.#value;
    return typeof value === 'string' && ID.test(value) ? value : this.fail('must be an id');
  }

  oneOf<Name extends string>(names: readonly Name[]): Name {
    return names.find((name) => name === this.#value) ?? this.fail(`must be one of ${names.join(', ')}`);
  }

  /** Bounds belong to the range; default: none. */
  number(min = -Infinity, max = Infinity): number {
    const value = this.#value;
    if (typeof value === 'number' && value >= min && value <= max) return value;
    return this.fail(
      min === -Infinity && max === Infinity ? 'must be a number' : `must be a number from ${min} to ${max}`,
    );
  }

  whole(min: number, max: number): number {
    const value = this.number(min, max);
    return Number.isInteger(value) ? value : this.fail('must be a whole number');
  }

  /** Two numbers, the first not above the second. */
  bounds(min: number, max: number): readonly [low: number, high: number] {
    const [low, high, ...more] = this.items().map((node) => node.number(min, max));
    if (low === undefined || high === undefined || more.length > 0 || low > high) this.fail('must be [low, high]');
    return [low, high];
  }

  /** Numbers by name; none when they are missing. */
  numbers(): Readonly<Record<string, number>> {
    if (this.isMissing) return {};
    return Object.fromEntries(this.entries().map(([name, node]) => [name, node.number()]));
  }

  boolean(): boolean {
    return typeof this.#value === 'boolean' ? this.#value : this.fail('must be true or false');
  }

  #fields(): Readonly<Record<string, unknown>> {
    const value = this.#value;
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Record<string, unknown>;
    return this.fail('must be an object');
  }
}
