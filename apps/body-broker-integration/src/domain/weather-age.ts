/** From a game time on, natural decay runs at this multiple of mild weather's. */
export interface WeatherTurn {
  readonly gms: number;
  readonly multiplier: number;
  /** Of the region's weather when it said so: of what is said of one time, the highest holds. */
  readonly version: number;
}

/**
 * How a region's weather has sped decay up or slowed it down: turns in the order of time. Before the first it was mild (1).
 * Its integral is the weather age: game milliseconds of mild weather that would have spoiled as much.
 */
export type WeatherHistory = readonly WeatherTurn[];

/** Turns kept of a region; what is older counts as mild. Weather turns a few times a day, so this is months. */
export const MAX_TURNS = 240;

export const MILD: WeatherHistory = [];

/**
 * Puts a turn in its place by time, whenever it is heard of and however often: the order in which turns are heard decides nothing.
 * The same history when it is known already, or known better.
 */
export function withTurn(history: WeatherHistory, turn: WeatherTurn): WeatherHistory {
  const known = history.find(({ gms }) => gms === turn.gms);
  if (known !== undefined && known.version >= turn.version) return history;
  const before = history.filter(({ gms }) => gms < turn.gms);
  if (known === undefined && before.length === 0 && history.length >= MAX_TURNS) return history;
  return [...before, turn, ...history.filter(({ gms }) => gms > turn.gms)].slice(-MAX_TURNS);
}

/** The weather age that passes between two game times; 0 when they are the wrong way round. */
export function weatherAgeBetween(history: WeatherHistory, fromGms: number, toGms: number): number {
  if (toGms <= fromGms) return 0;
  let age = 0;
  let at = fromGms;
  let multiplier = 1;
  for (const turn of history) {
    if (turn.gms > at) {
      const until = Math.min(turn.gms, toGms);
      age += (until - at) * multiplier;
      at = until;
      if (at === toGms) return age;
    }
    multiplier = turn.multiplier;
  }
  return age + (toGms - at) * multiplier;
}
