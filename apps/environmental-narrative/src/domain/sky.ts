const HOUR_GMS = 3_600_000;

/** Weather that began at a moment and lasted until the next one did. */
export interface Spell {
  readonly fromGms: number;
  /** As weather-manager names it, such as `RAIN`. */
  readonly state: string;
  /** 0 to 1. */
  readonly intensity: number;
}

/** What the sky over a region did, oldest first. */
export type Sky = readonly Spell[];

/** What a trace could remember: older spells are of no use. */
const MAX_SPELLS = 240;

/**
 * Takes a new spell in; what is told late goes to its place.
 * @returns undefined when it is known
 */
export function addSpell(sky: Sky, spell: Spell): Sky | undefined {
  if (sky.some(({ fromGms, state }) => fromGms === spell.fromGms && state === spell.state)) return undefined;
  return [...sky.filter(({ fromGms }) => fromGms !== spell.fromGms), spell]
    .sort((a, b) => a.fromGms - b.fromGms)
    .slice(-MAX_SPELLS);
}

/** A sky that is better known from some moment on: what is known there takes the place of what was heard. */
export function replaceFrom(heard: Sky, known: Sky): Sky {
  const fromGms = known[0]?.fromGms ?? Infinity;
  return [...heard.filter((spell) => spell.fromGms < fromGms), ...known];
}

/** The spell at a moment; undefined before the first one. */
export function spellAt(sky: Sky, gms: number): Spell | undefined {
  return sky.findLast(({ fromGms }) => fromGms <= gms);
}

/** Hours of one weather between two moments, each weighted by its intensity. */
export function washingHours(
  sky: Sky,
  state: string,
  span: { readonly fromGms: number; readonly toGms: number },
): number {
  let hours = 0;
  sky.forEach((spell, index) => {
    if (spell.state !== state) return;
    const untilGms = sky[index + 1]?.fromGms ?? Infinity;
    const overlapGms = Math.min(untilGms, span.toGms) - Math.max(spell.fromGms, span.fromGms);
    if (overlapGms > 0) hours += (overlapGms / HOUR_GMS) * spell.intensity;
  });
  return hours;
}
