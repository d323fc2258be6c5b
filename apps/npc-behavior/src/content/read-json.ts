import { ContentError } from '@bodybroker/service-kit';

/** A value of a content file and where it stands, so that what is wrong with it can be named. */
export class JsonNode {
  readonly #value: unknown;
  readonly #file: string;
  readonly #path: string;

  constructor(value: unknown, file: string, path = '') {
    this.#value = value;
    this.#file = file;
    this.#path = path;
  }

  /** @throws ContentError naming file, path and rule */
  fail(rule: string): never {
    throw new ContentError(this.#file, `${this.#path === '' ? 'the file' : this.#path} ${rule}`);
  }

  member(name: string): JsonNode {
    return new JsonNode(this.#record()[name], this.#file, this.#path === '' ? name : `${this.#path}.${name}`);
  }

  members(): readonly (readonly [name: string, node: JsonNode])[] {
    return Object.keys(this.#record()).map((name) => [name, this.member(name)] as const);
  }

  items(): readonly JsonNode[] {
    if (!Array.isArray(this.#value)) this.fail('must be a list');
    return this.#value.map((item: unknown, index) => new JsonNode(item, this.#file, `${this.#path}[${index}]`));
  }

  /** Like items, none where nothing stands. */
  itemsIfAny(): readonly JsonNode[] {
    return this.#value === undefined ? [] : this.items();
  }

  text(): string {
    if (typeof this.#value !== 'string' || this.#value.trim() === '') this.fail('must be a text');
    return this.#value;
  }

  texts(): readonly string[] {
    return this.itemsIfAny().map((item) => item.text());
  }

  number(): number {
    if (typeof this.#value !== 'number') this.fail('must be a number');
    return this.#value;
  }

  boolean(): boolean {
    if (typeof this.#value !== 'boolean') this.fail('must be true or false');
    return this.#value;
  }

  oneOf<Name extends string>(names: readonly Name[]): Name {
    const name = names.find((each) => each === this.#value);
    return name ?? this.fail(`must be one of ${names.join(', ')}`);
  }

  numbers(): Readonly<Record<string, number>> {
    if (this.#value === undefined) return {};
    return Object.fromEntries(this.members().map(([name, node]) => [name, node.number()]));
  }

  #record(): Readonly<Record<string, unknown>> {
    if (typeof this.#value !== 'object' || this.#value === null || Array.isArray(this.#value))
      this.fail('must be an object');
    return this.#value as Record<string, unknown>;
  }
}
