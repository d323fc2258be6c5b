import type { Scenario } from '../scenarios/scenario.js';
import type { Player } from './player.js';

/** Hands out players in turn. */
export class PlayerPool {
  readonly #players: readonly Player[];
  readonly #busy = new Map<Scenario, Set<Player>>();
  #next = 0;

  constructor(players: readonly Player[]) {
    this.#players = players;
  }

  /**
   * The next player who may make a call of a scenario. Of one that goes one by one the player is busy until given back.
   * @returns undefined when all are busy
   */
  take(scenario: Scenario): Player | undefined {
    const busy = this.#busyWith(scenario);
    for (let tries = 0; tries < this.#players.length; tries += 1) {
      const player = this.#players[this.#next % this.#players.length] as Player;
      this.#next += 1;
      if (scenario.order === 'any order') return player;
      if (busy.has(player)) continue;
      busy.add(player);
      return player;
    }
    return undefined;
  }

  giveBack(scenario: Scenario, player: Player): void {
    this.#busyWith(scenario).delete(player);
  }

  #busyWith(scenario: Scenario): Set<Player> {
    let busy = this.#busy.get(scenario);
    if (busy === undefined) {
      busy = new Set();
      this.#busy.set(scenario, busy);
    }
    return busy;
  }
}
