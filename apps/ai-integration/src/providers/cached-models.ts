import type { Clock } from '@bodybroker/domain';
import type { ModelResolver, ResolvedModel } from './model-resolver.js';

/** For how long a model is taken to stay what it was, unless it is told otherwise. */
const TTL_MS = 60_000;
/** Targets are named by callers. */
const MAX_ENTRIES = 500;

/** Remembers what targets stand for. */
export class CachedModels implements ModelResolver {
  readonly #models: ModelResolver;
  readonly #clock: Clock;
  readonly #known = new Map<string, { readonly model: ResolvedModel; readonly untilMs: number }>();

  constructor(models: ModelResolver, clock: Clock) {
    this.#models = models;
    this.#clock = clock;
  }

  get defaultTarget(): string {
    return this.#models.defaultTarget;
  }

  async resolve(target: string): Promise<ResolvedModel> {
    const nowMs = this.#clock.now();
    const known = this.#known.get(target);
    if (known !== undefined && nowMs < known.untilMs) return known.model;
    const model = await this.#models.resolve(target);
    if (this.#known.size >= MAX_ENTRIES) this.#known.clear();
    this.#known.set(target, { model, untilMs: nowMs + TTL_MS });
    return model;
  }

  modelsOf(providerId: string): readonly string[] {
    return this.#models.modelsOf(providerId);
  }

  /** A deployment has changed. */
  forget(): void {
    this.#known.clear();
  }
}
