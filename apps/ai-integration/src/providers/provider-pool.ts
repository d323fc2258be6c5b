import { modelNotFound } from '../domain/choose-targets.js';
import type { ModelEndpoint, ResolvedModel } from './model-resolver.js';
import type { Provider } from './provider.js';

/** More versions than anybody has at work at a time. */
const MAX_MADE = 100;

/** The providers of a process: those of the settings, and one for each version of a registered model that was asked for. */
export class ProviderPool {
  readonly #fixed: ReadonlyMap<string, Provider>;
  readonly #make: (id: string, endpoint: ModelEndpoint) => Provider;
  readonly #made = new Map<string, Provider>();

  constructor(fixed: readonly Provider[], make: (id: string, endpoint: ModelEndpoint) => Provider) {
    this.#fixed = new Map(fixed.map((provider) => [provider.id, provider]));
    this.#make = make;
  }

  /** @throws DomainError NOT_FOUND MODEL_NOT_FOUND */
  of({ target, providerId, endpoint }: ResolvedModel): Provider {
    const provider = this.#fixed.get(providerId) ?? this.#made.get(providerId);
    if (provider !== undefined) return provider;
    if (endpoint === undefined) throw modelNotFound(target);
    // What a version is never changes, so that one provider does for all its life. The oldest leaves.
    const [oldest] = this.#made.keys();
    if (oldest !== undefined && this.#made.size >= MAX_MADE) this.#made.delete(oldest);
    const made = this.#make(providerId, endpoint);
    this.#made.set(providerId, made);
    return made;
  }

  all(): readonly Provider[] {
    return [...this.#fixed.values(), ...this.#made.values()];
  }
}
