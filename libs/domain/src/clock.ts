/** Tells the time, in Unix milliseconds UTC. Injected, so that tests choose it. */
export interface Clock {
  now(): number;
}

export const systemClock: Clock = { now: () => Date.now() };
