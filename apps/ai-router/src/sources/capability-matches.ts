import { SubjectKind, type CapabilityRegistryServiceClient } from '@bodybroker/contracts-capability-registry';
import { createConditionCache } from '@bodybroker/conditions';
import type { Clock } from '@bodybroker/domain';
import type { Client } from '@bodybroker/nats-sdk';
import type { Logger } from '@bodybroker/telemetry';
import type { Requirement } from '../domain/route-criteria.js';
import type { Target } from '../domain/target.js';

const TIMEOUT_MS = 500;
/** How old an answer may be. */
const TTL_MS = 5000;
const MAX_ENTRIES = 200;
const LIMIT = 200;

/** Versions that have one capability, by their references; undefined: the registry did not say. */
type Having = ReadonlySet<string> | undefined;

export interface CapabilityMatchesOptions {
  readonly registry: Pick<Client<CapabilityRegistryServiceClient>, 'findSubjects'>;
  readonly clock: Clock;
  readonly logger: Logger;
}

/** What a target lacks of what a request wants. */
export interface CapabilityFit {
  /** Names of required capabilities. */
  readonly lacks: readonly string[];
  /** Share of the weight of optional ones that it has. */
  readonly optionalShare: number;
}

/**
 * Which targets can do what a request wants: those that capability-registry names, and, where no range of versions is wanted, those whose
 * own list has it. While the registry is away the own list alone counts.
 */
export class CapabilityMatches {
  readonly #options: CapabilityMatchesOptions;
  readonly #known = new Map<string, { readonly having: Having; readonly untilMs: number }>();
  readonly #conditions = createConditionCache({ attributes: 'map' }, { capacity: 200 });

  constructor(options: CapabilityMatchesOptions) {
    this.#options = options;
  }

  /** In the order of the targets. @throws DomainError INVALID_ARGUMENT BAD_CONDITION */
  async fits(targets: readonly Target[], requirements: readonly Requirement[]): Promise<readonly CapabilityFit[]> {
    for (const { condition } of requirements) if (condition !== '') this.#conditions.get(condition);
    const answers = await Promise.all(
      requirements.map(async (requirement) => ({ requirement, having: await this.#having(requirement) })),
    );
    const optional = requirements.filter(({ isOptional }) => isOptional);
    const whole = optional.reduce((sum, { weight }) => sum + weight, 0);
    return targets.map((target) => {
      const missing = answers
        .filter(({ requirement, having }) => !this.#has(target, requirement, having))
        .map(({ requirement }) => requirement);
      const left = missing.filter(({ isOptional }) => isOptional).reduce((sum, { weight }) => sum + weight, 0);
      return {
        lacks: missing.filter(({ isOptional }) => !isOptional).map(({ name }) => name),
        optionalShare: whole === 0 ? 0 : (whole - left) / whole,
      };
    });
  }

  #has(target: Target, { name, range, condition }: Requirement, having: Having): boolean {
    if (having?.has(target.versionRef) === true) return true;
    if (range !== '' && having !== undefined) return false;
    const attributes = { context_tokens: target.contextTokens, max_output_tokens: target.maxOutputTokens };
    return (
      target.capabilities.includes(name) && (condition === '' || this.#conditions.evaluate(condition, { attributes }))
    );
  }

  async #having(requirement: Requirement): Promise<Having> {
    const { name, range, condition } = requirement;
    const key = JSON.stringify([name, range, condition]);
    const { registry, clock, logger } = this.#options;
    const known = this.#known.get(key);
    if (known !== undefined && clock.now() < known.untilMs) return known.having;
    const having = await registry
      .findSubjects(
        { requirements: [{ name, range, condition }], kind: SubjectKind.MODEL, limit: LIMIT },
        { timeoutMs: TIMEOUT_MS, as: 'self' },
      )
      .then(({ matches }) => new Set(matches.flatMap(({ subject }) => subject?.id ?? [])))
      .catch((error: unknown) => {
        logger.debug('capability-registry did not say who can', { capability: name, error });
        return undefined;
      });
    if (this.#known.size >= MAX_ENTRIES) this.#known.clear();
    this.#known.set(key, { having, untilMs: clock.now() + TTL_MS });
    return having;
  }

  /** Somebody can do other things than before. */
  forget(): void {
    this.#known.clear();
  }
}
