import { DAY_GMS, HOUR_GMS } from './game-time.js';

export const FEELINGS = ['trust', 'fear', 'respect', 'familiarity', 'debt'] as const;
export type Feeling = (typeof FEELINGS)[number];
export type Feelings = Readonly<Record<Feeling, number>>;
export type Deltas = Readonly<Partial<Record<Feeling, number>>>;

/** What an NPC thinks of a player. */
export interface Relationship {
  readonly feelings: Feelings;
  /** When they were so; they fade from then on. */
  readonly atGms: number;
  /** When talk last did each feeling good. */
  readonly gainedGms: Readonly<Partial<Record<Feeling, number>>>;
}

export const STRANGERS: Feelings = { trust: 0, fear: 0, respect: 0, familiarity: 0, debt: 0 };

const LIMIT = 100;
/** Talk does each feeling good once in this time; else kind words would be a currency. */
export const GAIN_COOLDOWN_GMS = HOUR_GMS;

export function strangers(gms: number): Relationship {
  return { feelings: STRANGERS, atGms: gms, gainedGms: {} };
}

/** One nearer to 0 with each game day that passed. */
export function fade(relationship: Relationship, gms: number): Relationship {
  const days = Math.floor((gms - relationship.atGms) / DAY_GMS);
  if (days <= 0) return relationship;
  const feelings = mapFeelings((feeling) => {
    const value = relationship.feelings[feeling];
    return Math.sign(value) * Math.max(0, Math.abs(value) - days);
  });
  return { ...relationship, feelings, atGms: relationship.atGms + days * DAY_GMS };
}

export interface Adjusted {
  readonly relationship: Relationship;
  /** What was really changed. */
  readonly applied: Feelings;
}

/** Adds to what there is now, within -100 to 100. */
export function adjust(relationship: Relationship, deltas: Deltas, gms: number): Adjusted {
  const faded = fade(relationship, gms);
  const feelings = mapFeelings((feeling) => clamp(faded.feelings[feeling] + (deltas[feeling] ?? 0)));
  const applied = mapFeelings((feeling) => feelings[feeling] - faded.feelings[feeling]);
  return { relationship: { ...faded, feelings }, applied };
}

/** What talk changes: harm always, good only where none was done within the last 60 game minutes. */
export function adjustByTalk(relationship: Relationship, deltas: Deltas, gms: number): Adjusted {
  const paid = FEELINGS.filter((feeling) => isGain(feeling, deltas[feeling] ?? 0) && isDue(relationship, feeling, gms));
  const counted = mapFeelings((feeling) => {
    const delta = deltas[feeling] ?? 0;
    return isGain(feeling, delta) && !paid.includes(feeling) ? 0 : delta;
  });
  const adjusted = adjust(relationship, counted, gms);
  const gainedGms = { ...relationship.gainedGms, ...Object.fromEntries(paid.map((feeling) => [feeling, gms])) };
  return { ...adjusted, relationship: { ...adjusted.relationship, gainedGms } };
}

export function isNothing(deltas: Deltas): boolean {
  return FEELINGS.every((feeling) => (deltas[feeling] ?? 0) === 0);
}

/** The opposite change. */
export function opposite(deltas: Feelings): Feelings {
  return mapFeelings((feeling) => 0 - deltas[feeling]);
}

/** Less fear and less debt are what the player wants. */
function isGain(feeling: Feeling, delta: number): boolean {
  return feeling === 'fear' || feeling === 'debt' ? delta < 0 : delta > 0;
}

function isDue({ gainedGms }: Relationship, feeling: Feeling, gms: number): boolean {
  const last = gainedGms[feeling];
  return last === undefined || gms - last >= GAIN_COOLDOWN_GMS;
}

function mapFeelings(map: (feeling: Feeling) => number): Feelings {
  return Object.fromEntries(FEELINGS.map((feeling) => [feeling, map(feeling) || 0])) as Feelings;
}

function clamp(value: number): number {
  return Math.min(LIMIT, Math.max(-LIMIT, value));
}
