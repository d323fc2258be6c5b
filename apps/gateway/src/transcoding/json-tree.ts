import type { DescField, JsonObject, JsonValue } from '@bufbuild/protobuf';

/** A JSON object under construction, filled by field paths. */
export class JsonTree {
  readonly #root: JsonObject = {};
  #empty = true;

  get empty(): boolean {
    return this.#empty;
  }

  get root(): JsonObject {
    return this.#root;
  }

  /** Sets a singular field. Returns false when it is set already. */
  set(path: readonly DescField[], value: JsonValue): boolean {
    const parent = this.#parentOf(path);
    const key = path.at(-1)?.jsonName ?? '';
    if (Object.hasOwn(parent, key)) return false;
    put(parent, key, value);
    return true;
  }

  /** Appends to a list field. */
  append(path: readonly DescField[], value: JsonValue): void {
    const parent = this.#parentOf(path);
    const key = path.at(-1)?.jsonName ?? '';
    const list = Object.hasOwn(parent, key) ? parent[key] : undefined;
    if (Array.isArray(list)) list.push(value);
    else put(parent, key, [value]);
  }

  #parentOf(path: readonly DescField[]): JsonObject {
    this.#empty = false;
    let parent = this.#root;
    for (const { jsonName } of path.slice(0, -1)) {
      let child = Object.hasOwn(parent, jsonName) ? parent[jsonName] : undefined;
      if (child === null || typeof child !== 'object' || Array.isArray(child)) put(parent, jsonName, (child = {}));
      parent = child;
    }
    return parent;
  }
}

// A field may be called `__proto__`: it must become a member, not the prototype.
function put(target: JsonObject, key: string, value: JsonValue): void {
  Object.defineProperty(target, key, { value, writable: true, enumerable: true, configurable: true });
}
