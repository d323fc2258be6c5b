import type { Call } from '../client/call.js';
import type { Player } from '../players/player.js';
import type { World } from '../players/read-world.js';
import type { Random } from '../schedule/seeded-random.js';

/** A kind of thing that players do. Each arrival of the schedule is ONE call of one scenario by one player. */
export interface Scenario {
  readonly name: string;
  /** Its part of all calls, compared with the others'; 0: never, unless `--weights` says so. */
  readonly weight: number;
  /**
   * `any order`: calls that stand for themselves. `one by one`: a story a player goes through call by call; the player makes
   * no second call of it while one is unanswered. Other players do: no arrival waits.
   */
  readonly order: 'any order' | 'one by one';
  /** The player's next call. */
  next(player: Player): Call;
}

/** What scenarios are made with. */
export interface ScenarioSetting {
  readonly world: World;
  readonly random: Random;
  /** Milliseconds of a clock that only goes forward. */
  readonly now: () => number;
}

/** One of several things, by chance. */
export function oneOf<T>(things: readonly T[], random: Random): T {
  return things[Math.floor(random() * things.length)] as T;
}

/** A GET that stands for itself. */
export function read(name: string, path: string): Call {
  return { name, kind: 'unary', method: 'GET', path };
}

/** A POST. */
export function change(name: string, path: string, body: object = {}): Call {
  return { name, kind: 'unary', method: 'POST', path, body };
}
