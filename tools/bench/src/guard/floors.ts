import type { Figure } from '../measure/measurement.js';
import { PATH, type PathName } from '../stand/subject.js';

/** How far a ratio of two paths may fall, or rise where less is better, before something has become slower. */
export interface Floor {
  readonly figure: Figure;
  readonly paths: readonly [over: PathName, under: PathName];
  readonly bound: { readonly atLeast: number } | { readonly atMost: number };
}

/**
 * About two thirds of what was seen (or half as much again where less is better): runners are noisy, and this is to catch
 * what makes a path slower by half, not by a few percent. docs/benchmarks.md has the figures.
 */
export const FLOORS: readonly Floor[] = [
  { figure: 'perSecond', paths: [PATH.gateway, PATH.hono], bound: { atLeast: 0.2 } },
  { figure: 'perSecond', paths: [PATH.gateway, PATH.undici], bound: { atLeast: 0.6 } },
  { figure: 'cpuMicros', paths: [PATH.gateway, PATH.hono], bound: { atMost: 7.5 } },
  { figure: 'cpuMicros', paths: [PATH.gateway, PATH.undici], bound: { atMost: 1.6 } },
  { figure: 'perSecond', paths: [PATH.sdk, PATH.raw], bound: { atLeast: 0.5 } },
  { figure: 'cpuMicros', paths: [PATH.sdk, PATH.raw], bound: { atMost: 2 } },
  { figure: 'alonePerSecond', paths: [PATH.sdk, PATH.raw], bound: { atLeast: 0.5 } },
];
