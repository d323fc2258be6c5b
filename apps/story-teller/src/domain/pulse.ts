import { HOUR_GMS, MINUTE_GMS } from './game-time.js';

export const PHASES = ['BUILD_UP', 'SUSTAIN', 'FADE', 'RELAX'] as const;
export type Phase = (typeof PHASES)[number];

/** A player's tension at one moment, and where in its cycle it is. The cycle is Left 4 Dead's director. */
export interface Pulse {
  /** 0 to 100. */
  readonly tension: number;
  readonly atGms: number;
  readonly phase: Phase;
  /** When SUSTAIN or RELAX ends. */
  readonly untilGms?: number;
}

export const HALF_LIFE_GMS = 2 * HOUR_GMS;
const PEAK = 70;
const CALM = 40;
const SUSTAIN_GMS = 10 * MINUTE_GMS;
const RELAX_GMS = 45 * MINUTE_GMS;

export const calmPulse = (atGms: number): Pulse => ({ tension: 0, atGms, phase: 'BUILD_UP' });

/** Tension as it is told: whole. */
export const shownTension = ({ tension }: Pulse): number => Math.round(tension);

/** When the phase changes if nothing but time passes; undefined: never. */
export function nextPhaseGms({ tension, atGms, phase, untilGms }: Pulse): number | undefined {
  switch (phase) {
    case 'BUILD_UP':
      return tension >= PEAK ? atGms : undefined;
    case 'SUSTAIN':
    case 'RELAX':
      return untilGms ?? atGms;
    case 'FADE':
      return tension < CALM ? atGms : atGms + Math.floor(HALF_LIFE_GMS * Math.log2(tension / CALM)) + 1;
  }
}

/** The pulse at a later moment; at an earlier one it is as it was. Six hours twice are as good as twelve at once. */
export function passTime(pulse: Pulse, toGms: number): Pulse {
  let now = pulse;
  for (;;) {
    const next = nextPhaseGms(now);
    if (next === undefined || next > Math.max(toGms, now.atGms)) return decay(now, toGms);
    now = nextPhase(decay(now, next));
  }
}

/** More or less tension, and the phase it leads to at once. */
export function addTension(pulse: Pulse, weight: number): Pulse {
  const tension = Math.min(100, Math.max(0, pulse.tension + weight));
  return passTime({ ...pulse, tension }, pulse.atGms);
}

function decay(pulse: Pulse, toGms: number): Pulse {
  if (toGms <= pulse.atGms) return pulse;
  const tension = pulse.tension * 2 ** (-(toGms - pulse.atGms) / HALF_LIFE_GMS);
  return { ...pulse, tension, atGms: toGms };
}

function nextPhase({ tension, atGms, phase }: Pulse): Pulse {
  switch (phase) {
    case 'BUILD_UP':
      return { tension, atGms, phase: 'SUSTAIN', untilGms: atGms + SUSTAIN_GMS };
    case 'SUSTAIN':
      return { tension, atGms, phase: 'FADE' };
    case 'FADE':
      return { tension, atGms, phase: 'RELAX', untilGms: atGms + RELAX_GMS };
    case 'RELAX':
      return { tension, atGms, phase: 'BUILD_UP' };
  }
}
