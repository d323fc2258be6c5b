import type { WorldFacts } from '@bodybroker/conditions';
import type { WorldStateServiceClient } from '@bodybroker/contracts-world-state';
import type { Client } from '@bodybroker/nats-sdk';
import type { FactReward } from '../domain/quest-definition.js';
import { toFactValue } from '../mapping/to-rewards.js';

export interface FactRewardsOptions {
  readonly world: Pick<Client<WorldStateServiceClient>, 'setFact'>;
  readonly facts: Pick<WorldFacts, 'forget'>;
}

/** What a quest makes true of the world when it is claimed. */
export class FactRewards {
  readonly #options: FactRewardsOptions;

  constructor(options: FactRewardsOptions) {
    this.#options = options;
  }

  /** Conditions read the fact from then on. @throws RpcError as world-state answers */
  async make(worldId: string, { key, value }: FactReward): Promise<void> {
    const { world, facts } = this.#options;
    await world.setFact({ worldId, key, value: { value: toFactValue(value) } });
    facts.forget(worldId);
  }
}
