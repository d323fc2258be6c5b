import type { Target } from './target.js';
import type { TargetStats } from './target-stats.js';

/** Why a target was not taken, in the order they are looked at. */
export const FILTERS = [
  'excluded',
  'status',
  'mode',
  'privacy',
  'capability',
  'context',
  'price',
  'latency',
  'rate',
  'cooldown',
  'budget',
  'fallbacks',
] as const;
export type Filter = (typeof FILTERS)[number];

/** How much of a minute a target has been given. 0 as a limit: none. */
export interface MinuteUse {
  readonly requests: number;
  readonly tokens: number;
  readonly requestLimit: number;
  readonly tokenLimit: number;
}

/** A target as it stands for one request. */
export interface Candidate {
  readonly target: Target;
  readonly isDrained: boolean;
  readonly stats: TargetStats;
  readonly use: MinuteUse;
  /** Names of required capabilities it lacks. */
  readonly lacks: readonly string[];
  /** Share of the weight of the optional ones that it has, 0 to 1. */
  readonly optionalShare: number;
}

/** What holds for all targets of one request. */
export interface Circumstances {
  readonly nowMs: number;
  readonly mode: ServerMode;
  /** What the player's settings say: whether text may leave the server. */
  readonly isRemoteAllowed: boolean;
  /** Whether the player has used up what their texts may cost today. */
  readonly isBudgetSpent: boolean;
}

export type ServerMode = 'NORMAL' | 'ECONOMY' | 'EMERGENCY';

export interface Elimination {
  readonly filter: Filter;
  readonly detail: string;
}

/** Those terms of a score that there are; all 0 to 1 but stay. */
export type Scores = Readonly<Record<string, number>>;

/** A candidate after it was looked at. */
export interface Judged {
  readonly candidate: Candidate;
  readonly eliminated: Elimination | undefined;
  readonly scores: Scores;
}
