import type { Clock } from '@bodybroker/domain';
import type { ConditionValue, ConditionValues } from './variables.js';

/** The value of a fact as world-state sends it. */
export interface WireFact {
  readonly value:
    | { readonly oneofKind: 'boolValue'; readonly boolValue: boolean }
    | { readonly oneofKind: 'intValue'; readonly intValue: bigint }
    | { readonly oneofKind: 'doubleValue'; readonly doubleValue: number }
    | { readonly oneofKind: 'stringValue'; readonly stringValue: string }
    | { readonly oneofKind: undefined };
}

/** What is needed of a client of world-state. */
export interface FactSource {
  listFacts(
    request: { readonly worldId: string; readonly pageSize: number; readonly pageToken: string },
    options: { readonly timeoutMs: number },
  ): Promise<{
    readonly facts: readonly { readonly key: string; readonly value?: WireFact | undefined }[];
    readonly nextPageToken: string;
  }>;
}

export interface WorldFactsOptions {
  readonly world: FactSource;
  readonly clock: Clock;
  /** Told each time world-state does not answer. */
  readonly onUnreadable: (worldId: string, error: unknown) => void;
}

/** How old facts may be, unless they were heard to change: ms. */
const KEEP_MS = 1000;
/** How long world-state is waited for: ms. */
const PATIENCE_MS = 800;
/** Facts of one world that conditions can read. */
const MAX_FACTS = 2000;

interface Kept {
  readonly untilMs: number;
  readonly facts: Promise<ConditionValues | undefined>;
}

/** The facts of each world, as world-state has them, for conditions to read. */
export class WorldFacts {
  readonly #options: WorldFactsOptions;
  readonly #kept = new Map<string, Kept>();

  constructor(options: WorldFactsOptions) {
    this.#options = options;
  }

  /** By key, at most a second old and at most 2000. Undefined: world-state does not answer; it is asked again a second later. */
  async read(worldId: string): Promise<ConditionValues | undefined> {
    const nowMs = this.#options.clock.now();
    const known = this.#kept.get(worldId);
    if (known !== undefined && nowMs < known.untilMs) return known.facts;
    const facts = this.#ask(worldId).catch((error: unknown) => {
      this.#options.onUnreadable(worldId, error);
      return undefined;
    });
    this.#kept.set(worldId, { untilMs: nowMs + KEEP_MS, facts });
    return facts;
  }

  /** A fact has changed: the next reader asks anew. */
  forget(worldId: string): void {
    this.#kept.delete(worldId);
  }

  async #ask(worldId: string): Promise<ConditionValues> {
    const facts: Record<string, ConditionValue> = {};
    let pageToken = '';
    let count = 0;
    do {
      const page = await this.#options.world.listFacts(
        { worldId, pageSize: 200, pageToken },
        { timeoutMs: PATIENCE_MS },
      );
      for (const { key, value } of page.facts) facts[key] = readFact(value);
      count += page.facts.length;
      pageToken = page.nextPageToken;
    } while (pageToken !== '' && count < MAX_FACTS);
    return facts;
  }
}

/** A fact as conditions read it; undefined when it has no value. */
export function readFact(fact: WireFact | undefined): ConditionValue {
  switch (fact?.value.oneofKind) {
    case 'boolValue':
      return fact.value.boolValue;
    case 'intValue':
      return fact.value.intValue;
    case 'doubleValue':
      return fact.value.doubleValue;
    case 'stringValue':
      return fact.value.stringValue;
    default:
      return undefined;
  }
}
