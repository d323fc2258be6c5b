import type { ConditionValues } from '@bodybroker/conditions';
import type { NpcBehaviorServiceClient } from '@bodybroker/contracts-npc-behavior';
import { isRpcError, type Client } from '@bodybroker/nats-sdk';
import type { Logger } from '@bodybroker/telemetry';

export interface GiversOptions {
  readonly npcs: Pick<Client<NpcBehaviorServiceClient>, 'getNpc' | 'getRelationship'>;
  readonly logger: Logger;
}

/** How long npc-behavior is waited for: ms. */
const PATIENCE_MS = 800;

/** The people who give quests. */
export class Givers {
  readonly #options: GiversOptions;

  constructor(options: GiversOptions) {
    this.#options = options;
  }

  /** Whether there is somebody of this id; not known to be missing while npc-behavior does not answer. */
  async isMissing(npcId: string): Promise<boolean> {
    try {
      await this.#options.npcs.getNpc({ npcId }, { timeoutMs: PATIENCE_MS });
      return false;
    } catch (error) {
      if (isRpcError(error) && error.code === 'NOT_FOUND') return true;
      this.#options.logger.warn('whether a giver exists could not be asked', { npcId, error });
      return false;
    }
  }

  /** What somebody thinks of a player, by name. Undefined: npc-behavior does not answer, or knows nobody of this id. */
  async standing(npcId: string, playerId: string): Promise<ConditionValues | undefined> {
    try {
      const relationship = await this.#options.npcs.getRelationship({ npcId, playerId }, { timeoutMs: PATIENCE_MS });
      const { trust, fear, respect, familiarity, debt } = relationship;
      return { trust, fear, respect, familiarity, debt };
    } catch (error) {
      this.#options.logger.warn('what a giver thinks of a player could not be asked', { npcId, error });
      return undefined;
    }
  }
}
