import type { Sky } from './sky.js';
import { washingHours } from './sky.js';

export const TRACE_KINDS = ['BLOOD', 'FOOTPRINT', 'CORPSE', 'NOTE', 'FIRE'] as const;
export type TraceKind = (typeof TRACE_KINDS)[number];

/** Something somebody left behind. */
export interface Trace {
  readonly id: string;
  readonly kind: TraceKind;
  /** Empty: nobody knows. */
  readonly by: string;
  /** 1 is what one body leaves. */
  readonly strength: number;
  readonly leftGms: number;
}

/** How something ages: half of it is gone after `halfLifeGms` of dry weather, and after `washHours` of that weather at its strongest. */
export interface Ageing {
  readonly halfLifeGms: number;
  readonly washHours: Readonly<Record<string, number>>;
}

const HOUR_GMS = 3_600_000;

/** The game's own numbers: blood lasts a day and not a night of rain, a corpse is in no hurry. */
export const AGEING: Readonly<Record<TraceKind, Ageing>> = {
  BLOOD: { halfLifeGms: 24 * HOUR_GMS, washHours: { RAIN: 1, STORM: 0.5, SNOW: 4 } },
  FOOTPRINT: { halfLifeGms: 8 * HOUR_GMS, washHours: { RAIN: 0.75, STORM: 0.4, SNOW: 2, ASHFALL: 2 } },
  CORPSE: { halfLifeGms: 72 * HOUR_GMS, washHours: {} },
  NOTE: { halfLifeGms: 240 * HOUR_GMS, washHours: { RAIN: 6, STORM: 3, SNOW: 12 } },
  FIRE: { halfLifeGms: 4 * HOUR_GMS, washHours: { RAIN: 0.5, STORM: 0.25, SNOW: 1 } },
};

/** Below this nothing can be seen any more. */
export const VISIBLE_STRENGTH = 0.05;

/** Traces one place keeps; the weakest is dropped. */
export const MAX_TRACES = 200;

/**
 * What is left of 1 after the time between two moments under a sky: 0.5^(dt / half-life), and once more for the hours of weather
 * that washes it away, weighted by how hard it fell. A function of what was, so nothing has to tick.
 */
export function shareLeft(
  ageing: Ageing,
  span: { readonly fromGms: number; readonly toGms: number },
  sky: Sky,
): number {
  const ageGms = Math.max(0, span.toGms - span.fromGms);
  let halvings = ageGms / ageing.halfLifeGms;
  for (const [state, hoursToHalve] of Object.entries(ageing.washHours)) {
    halvings += washingHours(sky, state, span) / hoursToHalve;
  }
  return 0.5 ** halvings;
}

export function strengthOf(trace: Trace, gms: number, sky: Sky): number {
  return trace.strength * shareLeft(AGEING[trace.kind], { fromGms: trace.leftGms, toGms: gms }, sky);
}

/** Those that can be seen, strongest first, with what is left of them. */
export function visibleTraces(
  traces: readonly Trace[],
  gms: number,
  sky: Sky,
): readonly { readonly trace: Trace; readonly strength: number }[] {
  return traces
    .map((trace) => ({ trace, strength: strengthOf(trace, gms, sky) }))
    .filter(({ strength }) => strength >= VISIBLE_STRENGTH)
    .sort((a, b) => b.strength - a.strength);
}

/** Adds a trace; one of the same id is left in its place anew. What is gone, and the weakest beyond 200, falls out. */
export function addTrace(traces: readonly Trace[], trace: Trace, sky: Sky): readonly Trace[] {
  const others = traces.filter(({ id }) => id !== trace.id);
  return visibleTraces([...others, trace], trace.leftGms, sky)
    .slice(0, MAX_TRACES)
    .map((each) => each.trace);
}
