import type { Contract } from '../descriptors/contract.js';
import type { GatewayMethod } from '../descriptors/gateway-method.js';
import { compileBinding, type Binding } from './binding.js';
import { shapeOf } from './path-template.js';
import { captureVariables, PathTrie } from './path-trie.js';
import { requestPath } from './request-path.js';

/** A rule that is not served, and why. */
export interface RouteFault {
  readonly service: string;
  /** Full name, `package.Service/Method`. */
  readonly method: string;
  readonly message: string;
}

/** What a request is for. */
export type RouteMatch =
  | { readonly kind: 'found'; readonly binding: Binding; readonly captures: readonly string[] }
  | { readonly kind: 'method-not-allowed'; readonly allowed: readonly string[] }
  | { readonly kind: 'not-found' };

/** All routes of all contracts. Made anew when a contract changes, then never changed: requests under way keep theirs. */
export class RouteTable {
  readonly #trie = new PathTrie<Binding>();
  readonly #procedures = new Map<string, GatewayMethod>();
  readonly #bindings: Binding[] = [];
  readonly #faults: RouteFault[] = [];

  /** @param contracts of those that want the same route, the first has it */
  constructor(contracts: readonly Contract[]) {
    for (const { methods } of contracts) for (const method of methods) this.#addMethod(method);
  }

  get bindings(): readonly Binding[] {
    return this.#bindings;
  }

  /** Procedures by their path, `package.Service/Method` without the first slash. */
  get procedures(): ReadonlyMap<string, GatewayMethod> {
    return this.#procedures;
  }

  /** Rules that clash with others or make no sense. */
  get faults(): readonly RouteFault[] {
    return this.#faults;
  }

  /**
   * Finds what serves a path (without query, not decoded).
   * @throws RpcError INVALID_ARGUMENT when the path is not well encoded
   */
  match(httpMethod: string, path: string): RouteMatch {
    const parsed = requestPath(path);
    if (parsed === undefined) return { kind: 'not-found' };
    const found = this.#trie.find(httpMethod, parsed);
    if ('value' in found) {
      return { kind: 'found', binding: found.value, captures: captureVariables(found.value.template, parsed) };
    }
    if (found.allowed.size === 0) return { kind: 'not-found' };
    return { kind: 'method-not-allowed', allowed: [...found.allowed].sort() };
  }

  #addMethod(method: GatewayMethod): void {
    const name = `${method.typeName}/${method.name}`;
    const fault = (message: string): void => {
      this.#faults.push({ service: method.service, method: name, message });
    };
    if (this.#procedures.has(name)) return fault('another service has this procedure already');
    this.#procedures.set(name, method);
    for (const rule of method.httpRules) {
      let binding: Binding;
      try {
        binding = compileBinding(method, rule);
      } catch (error) {
        fault(error instanceof Error ? error.message : String(error));
        continue;
      }
      const owner = this.#trie.add(binding.httpMethod, binding.template, binding);
      if (owner === undefined) this.#bindings.push(binding);
      else
        fault(
          `${rule.method} ${shapeOf(binding.template)} belongs to ${owner.method.typeName}/${owner.method.name} already`,
        );
    }
  }
}
