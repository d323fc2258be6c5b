import type { ConditionValue, ConditionValues } from '@bodybroker/conditions';
import type { FactValue as WireValue, WorldStateServiceClient } from '@bodybroker/contracts-world-state';
import type { Clock } from '@bodybroker/domain';
import type { Client } from '@bodybroker/nats-sdk';
import type { Logger } from '@bodybroker/telemetry';

export interface WorldFactsOptions {
  readonly world: Pick<Client<WorldStateServiceClient>, 'listFacts'>;
  readonly clock: Clock;
  readonly logger: Logger;
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

/** The facts of each world, as world-state has them. */
export class WorldFacts {
  readonly #options: WorldFactsOptions;
  readonly #kept = new Map<string, Kept>();

  constructor(options: WorldFactsOptions) {
    this.#options = options;
  }

  /** By key, at most a second old. Undefined: world-state does not answer. */
  async read(worldId: string): Promise<ConditionValues | undefined> {
    const nowMs = this.#options.clock.now();
    const known = this.#kept.get(worldId);
    if (known !== undefined && nowMs < known.untilMs) return known.facts;
    const facts = this.#ask(worldId).catch((error: unknown) => {
      this.#options.logger.warn('the facts of the world could not be read', { worldId, error });
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
        { timeoutMs: PATIENCE_MS, as: 'self' },
      );
      for (const { key, value } of page.facts) facts[key] = fromWire(value);
      count += page.facts.length;
      pageToken = page.nextPageToken;
    } while (pageToken !== '' && count < MAX_FACTS);
    return facts;
  }
}

function fromWire(wire: WireValue | undefined): ConditionValue {
  switch (wire?.value.oneofKind) {
    case 'boolValue':
      return wire.value.boolValue;
    case 'intValue':
      return wire.value.intValue;
    case 'doubleValue':
      return wire.value.doubleValue;
    case 'stringValue':
      return wire.value.stringValue;
    default:
      return undefined;
  }
}
