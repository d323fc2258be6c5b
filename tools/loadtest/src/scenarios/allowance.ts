import type { Player } from '../players/player.js';

const MINUTE_MS = 60_000;

/**
 * What a player may do so many times a minute by the rules of the game. The load test keeps to them as a client would: what
 * it is to find is how fast the game is, not that a limit limits.
 */
export class Allowance {
  readonly #perMinute: number;
  readonly #now: () => number;
  readonly #usedMs = new WeakMap<Player, number[]>();

  constructor(perMinute: number, now: () => number) {
    this.#perMinute = perMinute;
    this.#now = now;
  }

  /** Whether so many more are within it. */
  has(player: Player, more: number): boolean {
    const nowMs = this.#now();
    const used = (this.#usedMs.get(player) ?? []).filter((usedMs) => nowMs - usedMs < MINUTE_MS);
    this.#usedMs.set(player, used);
    return used.length + more <= this.#perMinute;
  }

  use(player: Player): void {
    this.#usedMs.set(player, [...(this.#usedMs.get(player) ?? []), this.#now()]);
  }
}
