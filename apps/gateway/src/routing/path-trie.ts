import type { PathTemplate } from './path-template.js';
import { decodeSegments, decodeSegment, type RequestPath } from './request-path.js';

/** What a template stands for, by HTTP method. */
type Methods<Value> = Map<string, Value>;

interface Node<Value> {
  readonly literals: Map<string, Node<Value>>;
  single: Node<Value> | undefined;
  /** Verb (empty: none) -> what ends here. */
  readonly ends: Map<string, Methods<Value>>;
  /** The same for templates that go on with `**` here. */
  readonly rests: Map<string, Methods<Value>>;
}

/**
 * Finds templates by path. A fixed text goes before `*`, that before `**`; a verb before none. The search is bounded by the
 * number of templates, not by what the client sends: each node is entered at most once.
 */
export class PathTrie<Value> {
  readonly #root: Node<Value> = newNode();

  /** Adds a template. Returns what is there already for this method and shape, and then changes nothing. */
  add(method: string, template: PathTemplate, value: Value): Value | undefined {
    let node = this.#root;
    let rest = false;
    for (const segment of template.segments) {
      if (segment.kind === 'rest') rest = true;
      else if (segment.kind === 'single') node = node.single ??= newNode();
      else node = getOrAdd(node.literals, segment.text, () => newNode());
    }
    const methods = getOrAdd(rest ? node.rests : node.ends, template.verb ?? '', () => new Map<string, Value>());
    const present = methods.get(method);
    if (present === undefined) methods.set(method, value);
    return present;
  }

  /** What serves a path with a method. Paths that match for other methods only give the methods they allow. */
  find(method: string, path: RequestPath): { readonly value: Value } | { readonly allowed: ReadonlySet<string> } {
    const value = this.#search(path, method, undefined);
    if (value !== undefined) return { value };
    const allowed = new Set<string>();
    this.#search(path, method, allowed);
    return { allowed };
  }

  #search({ segments }: RequestPath, method: string, allowed: Set<string> | undefined): Value | undefined {
    const last = segments.at(-1) ?? '';
    const colon = last.lastIndexOf(':');
    if (colon > 0) {
      const verbless = [...segments.slice(0, -1), last.slice(0, colon)];
      const value = search(this.#root, verbless, 0, tryDecode(last.slice(colon + 1)), method, allowed);
      if (value !== undefined) return value;
    }
    return search(this.#root, segments, 0, '', method, allowed);
  }
}

function search<Value>(
  node: Node<Value>,
  segments: readonly string[],
  index: number,
  verb: string,
  method: string,
  allowed: Set<string> | undefined,
): Value | undefined {
  const segment = segments[index];
  if (segment === undefined) {
    return pick(node.ends.get(verb), method, allowed) ?? pick(node.rests.get(verb), method, allowed);
  }
  const literal = node.literals.get(tryDecode(segment));
  if (literal !== undefined) {
    const found = search(literal, segments, index + 1, verb, method, allowed);
    if (found !== undefined) return found;
  }
  if (node.single !== undefined && segment !== '') {
    const found = search(node.single, segments, index + 1, verb, method, allowed);
    if (found !== undefined) return found;
  }
  return pick(node.rests.get(verb), method, allowed);
}

function pick<Value>(
  methods: Methods<Value> | undefined,
  method: string,
  allowed: Set<string> | undefined,
): Value | undefined {
  const value = methods?.get(method);
  if (value === undefined && allowed !== undefined) for (const other of methods?.keys() ?? []) allowed.add(other);
  return value;
}

/** The texts a template's variables take from a path it matches, in the order of the variables. */
export function captureVariables(template: PathTemplate, path: RequestPath): readonly string[] {
  if (template.variables.length === 0) return [];
  const segments = template.verb === undefined ? path.segments : withoutVerb(path.segments);
  return template.variables.map(({ start, end }) =>
    end === start + 1 ? decodeSegment(segments[start] ?? '') : decodeSegments(segments.slice(start, end)),
  );
}

function withoutVerb(segments: readonly string[]): readonly string[] {
  const last = segments.at(-1) ?? '';
  return [...segments.slice(0, -1), last.slice(0, last.lastIndexOf(':'))];
}

// A badly encoded segment equals no fixed text; whether that matters is seen when it is captured.
function tryDecode(segment: string): string {
  try {
    return decodeSegment(segment);
  } catch {
    return segment;
  }
}

function newNode<Value>(): Node<Value> {
  return { literals: new Map(), single: undefined, ends: new Map(), rests: new Map() };
}

function getOrAdd<Key, Item>(map: Map<Key, Item>, key: Key, make: () => Item): Item {
  let item = map.get(key);
  if (item === undefined) map.set(key, (item = make()));
  return item;
}
