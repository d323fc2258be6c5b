import type { WeatherState } from './weather-state.js';

/** What weather does to the trade. */
export interface WeatherEffects {
  /** Multiplies how fast parts spoil. */
  readonly decayMultiplier: number;
  /** Multiplies how fast people move. */
  readonly moveMultiplier: number;
  /** How far a scent carries: 1 as in still clear air. */
  readonly scent: number;
  /** Added to the region's dread, per game hour. */
  readonly dreadDelta: number;
}

const NEUTRAL: WeatherEffects = { decayMultiplier: 1, moveMultiplier: 1, scent: 1, dreadDelta: 0 };

/** Effects at full intensity. Clear weather helps a little; all others take something. */
const FULL: Readonly<Record<WeatherState, WeatherEffects>> = {
  CLEAR: { decayMultiplier: 1.15, moveMultiplier: 1, scent: 1, dreadDelta: -0.5 },
  OVERCAST: { decayMultiplier: 0.95, moveMultiplier: 1, scent: 1, dreadDelta: 0.2 },
  FOG: { decayMultiplier: 1.1, moveMultiplier: 0.8, scent: 1.6, dreadDelta: 1.5 },
  RAIN: { decayMultiplier: 1.25, moveMultiplier: 0.85, scent: 0.4, dreadDelta: 0.5 },
  STORM: { decayMultiplier: 1.5, moveMultiplier: 0.6, scent: 0.1, dreadDelta: 2 },
  ASHFALL: { decayMultiplier: 0.8, moveMultiplier: 0.75, scent: 0.5, dreadDelta: 2.5 },
  BLOODRAIN: { decayMultiplier: 2, moveMultiplier: 0.7, scent: 3, dreadDelta: 6 },
  SNOW: { decayMultiplier: 0.5, moveMultiplier: 0.7, scent: 0.6, dreadDelta: 0.8 },
};

/** Effects grow with intensity, from half of their full strength to all of it. */
export function effectsOf(state: WeatherState, intensity: number): WeatherEffects {
  const strength = 0.5 + 0.5 * intensity;
  const full = FULL[state];
  const blend = (name: keyof WeatherEffects): number =>
    Number((NEUTRAL[name] + (full[name] - NEUTRAL[name]) * strength).toFixed(4));
  return {
    decayMultiplier: blend('decayMultiplier'),
    moveMultiplier: blend('moveMultiplier'),
    scent: blend('scent'),
    dreadDelta: blend('dreadDelta'),
  };
}
