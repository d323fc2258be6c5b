/** What falls from the sky, as weather-manager names it, and how hard: 0 to 1. */
export interface Sky {
  readonly state: string;
  readonly intensity: number;
}

/** The weather over each ward, as it was last heard of. */
export type Skies = Readonly<Record<string, Sky>>;

const SEVERITY: Readonly<Record<string, readonly [least: number, more: number]>> = {
  FOG: [0.1, 0.1],
  SNOW: [0.3, 0.35],
  RAIN: [0.3, 0.45],
  ASHFALL: [0.5, 0.4],
  STORM: [0.7, 0.3],
  BLOODRAIN: [0.8, 0.2],
};

/** How much being out in it is to be avoided: 0 to 1. About 0.6 sends people under a roof. */
export function severityOf(sky: Sky | undefined): number {
  const [least, more] = SEVERITY[sky?.state ?? ''] ?? [0, 0];
  return least + more * Math.min(1, Math.max(0, sky?.intensity ?? 0));
}
