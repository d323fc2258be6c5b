/** From a game time on, natural decay runs at this multiple of mild weather's. */
export interface WeatherTurn {
  readonly gms: number;
  readonly multiplier: number;
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
 * Adds a turn. One that comes late (out of order) takes effect right after the last known one: the past is not rewritten
 * further back than that.
 */
export function withTurn(history: WeatherHistory, turn: WeatherTurn): WeatherHistory {
  const last = history.at(-1);
  if (last === undefined) return [turn];
  if (last.multiplier === turn.multiplier) return history;
  if (turn.gms <= last.gms) return [...history.slice(0, -1), { gms: last.gms, multiplier: turn.multiplier }];
  return [...history, turn].slice(-MAX_TURNS);
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
