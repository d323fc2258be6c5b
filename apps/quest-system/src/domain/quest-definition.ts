import type { ObjectiveType } from './objective-type.js';

export const REPEATS = ['ONCE', 'COOLDOWN', 'DAILY'] as const;
export type Repeat = (typeof REPEATS)[number];

/** The ends of every graph; no step is called so. */
export const START = 'START';
export const END = 'END';

/** One thing to do in a step. */
export interface Objective {
  /** Unique in the whole definition. */
  readonly id: string;
  readonly text: string;
  readonly type: ObjectiveType;
  /** CEL; empty: everything counts. */
  readonly match: string;
  /** 1 or more. */
  readonly count: number;
  readonly isOptional: boolean;
  readonly isSecret: boolean;
  /** Which of the type's events counts; empty: the default. */
  readonly eventType: string;
}

/** A stage of a quest. */
export interface Step {
  readonly id: string;
  readonly text: string;
  readonly objectives: readonly Objective[];
  /** Empty: it is no alternative. */
  readonly branchGroup: string;
}

/** An arrow of the graph. */
export interface Connection {
  readonly from: string;
  readonly to: string;
}

export interface CurrencyReward {
  readonly currency: string;
  /** Minor units, as decimal digits: it may be beyond 2^53. */
  readonly amount: string;
}

export interface ItemReward {
  readonly itemId: string;
  readonly count: number;
}

export const REPUTATIONS = ['trust', 'fear', 'respect', 'familiarity', 'debt'] as const;
export type Reputation = (typeof REPUTATIONS)[number];

export interface ReputationReward {
  readonly npcId: string;
  readonly deltas: Readonly<Record<Reputation, number>>;
}

export type FactValue =
  | { readonly kind: 'bool'; readonly value: boolean }
  /** Decimal digits. */
  | { readonly kind: 'int'; readonly value: string }
  | { readonly kind: 'string'; readonly value: string };

export interface FactReward {
  readonly key: string;
  readonly value: FactValue;
}

/** What claiming gives. */
export interface Rewards {
  readonly currency: readonly CurrencyReward[];
  readonly items: readonly ItemReward[];
  readonly reputation: readonly ReputationReward[];
  readonly flags: readonly string[];
  readonly facts: readonly FactReward[];
}

/** A quest as it is written. */
export interface QuestDefinition {
  readonly id: string;
  readonly title: string;
  readonly summary: string;
  /** Empty: nobody. */
  readonly giverNpcId: string;
  /** CEL; empty: none. */
  readonly prerequisites: string;
  readonly repeat: Repeat;
  readonly cooldownGms: number | undefined;
  readonly timeLimitGms: number | undefined;
  readonly steps: readonly Step[];
  readonly connections: readonly Connection[];
  readonly rewards: Rewards;
  readonly failureConditions: readonly string[];
  readonly tags: readonly string[];
  readonly isOfferOnly: boolean;
}
