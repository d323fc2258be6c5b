import type { TokenPrice } from '../domain/cost-of.js';

/** A target, and what stands behind it now. */
export interface ResolvedModel {
  /** As asked for, such as `narrator@champion`. */
  readonly target: string;
  /** The version, such as `narrator:1`. */
  readonly modelRef: string;
  readonly providerId: string;
  /** What the provider calls it. */
  readonly remoteModel: string;
  readonly price: TokenPrice;
}

/** Knows the models. */
export interface ModelResolver {
  /** For requests that name no target. */
  readonly defaultTarget: string;
  /** @throws DomainError NOT_FOUND, reason MODEL_NOT_FOUND */
  resolve(target: string): Promise<ResolvedModel>;
  /** The names of the models a provider has. */
  modelsOf(providerId: string): readonly string[];
}
