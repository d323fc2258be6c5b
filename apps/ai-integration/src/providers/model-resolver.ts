import type { TokenPrice } from '../domain/cost-of.js';

/** Where a model is asked that the settings do not name. */
export interface ModelEndpoint {
  /** With its version, such as `https://host/v1`. */
  readonly baseUrl: string;
  /** Name of the environment variable with the key; empty: none. */
  readonly secretEnv: string;
}

/** A target, and what stands behind it now. */
export interface ResolvedModel {
  /** As asked for, such as `narrator@champion`. */
  readonly target: string;
  /** The version, such as `narrator:1`. */
  readonly modelRef: string;
  readonly providerId: string;
  /** Set for a provider that is made for this version. */
  readonly endpoint?: ModelEndpoint;
  /** What the provider calls it. */
  readonly remoteModel: string;
  readonly price: TokenPrice;
}

/** Knows the models. */
export interface ModelResolver {
  /** For requests that name no target. */
  readonly defaultTarget: string;
  /** False while only the models of the settings are known: a target that is not found may be there all the same. */
  readonly knowsAll: boolean;
  /**
   * @param routingKey who keeps to one side of a canary
   * @throws DomainError NOT_FOUND, reason MODEL_NOT_FOUND
   */
  resolve(target: string, routingKey?: string): Promise<ResolvedModel>;
  /** The names of the models a provider has. */
  modelsOf(providerId: string): readonly string[];
}
