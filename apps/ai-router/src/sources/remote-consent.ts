import type { SettingsServiceClient } from '@bodybroker/contracts-settings';
import type { Clock } from '@bodybroker/domain';
import type { Client } from '@bodybroker/nats-sdk';
import type { Logger } from '@bodybroker/telemetry';

const TIMEOUT_MS = 500;
/** How soon a change of the settings holds. */
const TTL_MS = 5000;
const MAX_PLAYERS = 5000;
const KEYS = ['ai.enabled', 'ai.remote_allowed'];

export interface RemoteConsentOptions {
  readonly settings: Pick<Client<SettingsServiceClient>, 'getSettings'>;
  readonly clock: Clock;
  readonly logger: Logger;
}

/**
 * Whether a player lets text leave the server: `ai.remote_allowed` and `ai.enabled`. While settings is away the last answer holds, and of who
 * never gave one none leaves: privacy goes before wit.
 */
export class RemoteConsent {
  readonly #options: RemoteConsentOptions;
  readonly #known = new Map<string, { readonly isGiven: boolean; readonly untilMs: number }>();

  constructor(options: RemoteConsentOptions) {
    this.#options = options;
  }

  async of(playerId: string): Promise<boolean> {
    const { settings, clock, logger } = this.#options;
    const known = this.#known.get(playerId);
    if (known !== undefined && clock.now() < known.untilMs) return known.isGiven;
    try {
      const { values } = await settings.getSettings({ playerId, keys: KEYS }, { timeoutMs: TIMEOUT_MS, as: 'self' });
      const isGiven = values.every(
        ({ key, value }) => !KEYS.includes(key) || value?.kind.oneofKind !== 'boolValue' || value.kind.boolValue,
      );
      if (this.#known.size >= MAX_PLAYERS) this.#known.clear();
      this.#known.set(playerId, { isGiven, untilMs: clock.now() + TTL_MS });
      return isGiven;
    } catch (error) {
      logger.warn('the settings of a player could not be read', { error });
      return known?.isGiven ?? false;
    }
  }
}
