import type { Random } from './seeded-random.js';

export type Arrivals = 'constant' | 'poisson';

export interface DueTimesOptions {
  readonly arrivals: Arrivals;
  readonly perSecond: number;
  readonly durationMs: number;
  readonly random: Random;
}

/**
 * When requests are due, in milliseconds from the start: known before any of them is answered, so that no answer can
 * move one. Constant: evenly spaced. Poisson: as players who know nothing of each other send them.
 */
export function* dueTimes(options: DueTimesOptions): Generator<number, void> {
  const intervalMs = 1000 / options.perSecond;
  if (options.arrivals === 'constant') {
    for (let n = 0; n * intervalMs < options.durationMs; n += 1) yield n * intervalMs;
    return;
  }
  const gap = (): number => -Math.log(1 - options.random()) * intervalMs;
  for (let due = gap(); due < options.durationMs; due += gap()) yield due;
}
