import { NEEDS, weightOf, type ActionType, type Goal, type Need, type Npc } from './npc.js';

/** How badly each thing is wanted, 0 to 1. */
export type NeedLevels = Readonly<Record<Need, number>>;

/** Somebody who has just settled in. */
export const SETTLED: NeedLevels = { hunger: 0.2, rest: 0.1, company: 0.2, purse: 0.2, faith: 0.2 };

/** From here on a need makes itself felt: the level at which it outweighs an ordinary day's duty. */
export const PRESSING = 0.9;

/** Growth an hour for who does nothing about it: one meal, seven hours of sleep and one good talk a day are enough. */
const GROWTH: NeedLevels = { hunger: 0.036, rest: 0.045, company: 0.03, purse: 0.02, faith: 0.006 };

/** What an hour of an action takes off. */
const RELIEF: Readonly<Partial<Record<ActionType, Readonly<Partial<NeedLevels>>>>> = {
  SLEEP: { rest: 0.2, hunger: 0.02, company: 0.03 },
  EAT: { hunger: 0.95, company: 0.15 },
  DRINK: { hunger: 0.15, company: 0.35 },
  PRAY: { faith: 0.5 },
  WORK: { purse: 0.1, company: 0.02 },
  PATROL: { purse: 0.1, company: 0.02 },
  TRADE: { purse: 0.15, company: 0.06 },
  SOCIALISE: { company: 0.4 },
  STUDY: { company: 0.01 },
};

/** The goal that looks after a need. */
export const GOAL_OF: Readonly<Record<Need, Goal>> = {
  hunger: 'eat',
  rest: 'sleep',
  company: 'company',
  purse: 'earn',
  faith: 'faith',
};

/** What a need changes by in an hour of an action. */
export function needRate(npc: Npc, need: Need, activity: ActionType): number {
  const relief = RELIEF[activity]?.[need] ?? 0;
  const growth = npc.needs[need] ?? GROWTH[need];
  // A sleeper does not tire.
  return need === 'rest' && activity === 'SLEEP' ? -relief : growth - relief;
}

/** Levels after so many hours of one action. */
export function levelsAfter(npc: Npc, levels: NeedLevels, activity: ActionType, hours: number): NeedLevels {
  const after = NEEDS.map((need) => [need, clamp(levels[need] + hours * needRate(npc, need, activity))]);
  return Object.fromEntries(after) as NeedLevels;
}

/** How badly a need calls for something to be done, 0 to 1: steep, so that small wants wait for their hour. */
export function urgency(level: number): number {
  return level ** 4;
}

/** In how many whole hours a need that matters becomes pressing; Infinity when none does. */
export function hoursUntilPressing(npc: Npc, levels: NeedLevels, activity: ActionType): number {
  const hours = NEEDS.map((need) => {
    const rate = needRate(npc, need, activity);
    if (rate <= 0 || levels[need] >= PRESSING || weightOf(npc, GOAL_OF[need]) === 0) return Infinity;
    return Math.max(1, Math.ceil((PRESSING - levels[need]) / rate));
  });
  return Math.min(...hours);
}

function clamp(level: number): number {
  return Math.min(1, Math.max(0, level));
}
