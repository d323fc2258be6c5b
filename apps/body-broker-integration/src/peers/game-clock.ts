import type { TimeManagerServiceClient } from '@bodybroker/contracts-time-manager';
import type { Clock } from '@bodybroker/domain';
import type { Client } from '@bodybroker/nats-sdk';

type TimeManager = Pick<Client<TimeManagerServiceClient>, 'getTime'>;

/** How long the clock is waited for. */
const TIMEOUT_MS = 600;

/**
 * The game time of a world, from time-manager. While that does not answer, the last reading is reckoned on at its scale: game time moves
 * on, only jumps are missed.
 */
export class GameClock {
  readonly #time: TimeManager;
  readonly #clock: Clock;
  readonly #last = new Map<string, { readonly gms: number; readonly atMs: number; readonly scale: number }>();

  constructor(time: TimeManager, clock: Clock) {
    this.#time = time;
    this.#clock = clock;
  }

  /** @throws RpcError UNAVAILABLE when time-manager does not answer and never did; NOT_FOUND WORLD_NOT_FOUND */
  async now(worldId: string): Promise<number> {
    try {
      const { gms, scale, paused } = await this.#time.getTime({ worldId }, { timeoutMs: TIMEOUT_MS, as: 'self' });
      this.#last.set(worldId, { gms: Number(gms), atMs: this.#clock.now(), scale: paused ? 0 : scale });
      return Number(gms);
    } catch (error) {
      const last = this.#last.get(worldId);
      if (last === undefined) throw error;
      return last.gms + Math.floor(Math.max(0, this.#clock.now() - last.atMs) * last.scale);
    }
  }
}
