import { ContentError } from '@bodybroker/service-kit';

/** A value in a content file, and where it is: whatever is wrong with it is told with file and path. */
export class JsonNode {
  readonly #file: string;
  readonly #path: string;
  readonly #value: unknown;

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

  /** A field; what it must be is said by reading it. */
  field(name: string): JsonNode {
    const value = this.#record();
    return new JsonNode(this.#file, Object.hasOwn(value, name) ? value[name] : undefined, `${this.#path}.${name}`);
  }

  /** The items of a list; none when the list is missing. */
  items(): readonly JsonNode[] {
    if (this.isMissing) return [];
    if (!Array.isArray(this.#value)) throw this.error('must be a list');
    return this.#value.map((item: unknown, index) => new JsonNode(this.#file, item, `${this.#path}[${index}]`));
  }

  /** The fields of an object; none when it is missing. */
  entries(): readonly (readonly [string, JsonNode])[] {
    if (this.isMissing) return [];
    return Object.keys(this.#record()).map((key) => [key, this.field(key)]);
  }

  text(): string {
    if (typeof this.#value === 'string' && this.#value.trim() !== '') return this.#value;
    throw this.error('must be a text');
  }

  /** Empty when it is missing. */
  optionalText(): string {
    return this.isMissing ? '' : this.text();
  }

  number(): number {
    if (typeof this.#value === 'number') return this.#value;
    throw this.error('must be a number');
  }

  oneOf<T extends string>(known: readonly T[]): T {
    const text = this.text();
    const found = known.find((each) => each === text);
    if (found === undefined) throw this.error(`must be one of ${known.join(', ')}`);
    return found;
  }

  /** Says that this value breaks a rule. */
  error(rule: string, cause?: unknown): ContentError {
    return new ContentError(this.#file, `${this.#path} ${rule}`, cause);
  }

  #record(): Readonly<Record<string, unknown>> {
    const value = this.#value;
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Record<string, unknown>;
    throw this.error('must be an object');
  }
}
