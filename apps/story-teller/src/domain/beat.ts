export const BEAT_KINDS = ['STORYLET', 'SCENE', 'TWIST', 'REVELATION', 'RESPITE', 'CLIMAX'] as const;
export type BeatKind = (typeof BEAT_KINDS)[number];

export const WEATHER_STATES = ['CLEAR', 'OVERCAST', 'FOG', 'RAIN', 'STORM', 'ASHFALL', 'BLOODRAIN', 'SNOW'] as const;
export type WeatherState = (typeof WEATHER_STATES)[number];

export const FEELINGS = ['trust', 'fear', 'respect', 'familiarity', 'debt'] as const;
export type Feeling = (typeof FEELINGS)[number];

export interface QualityChange {
  readonly name: string;
  readonly kind: 'delta' | 'set';
  readonly amount: number;
}

/** 64-bit numbers are texts, so that JSON keeps them. */
export type FactValue =
  | { readonly kind: 'bool'; readonly value: boolean }
  | { readonly kind: 'int'; readonly value: string }
  | { readonly kind: 'double'; readonly value: number }
  | { readonly kind: 'string'; readonly value: string };

export interface FactChange {
  readonly key: string;
  readonly value: FactValue;
}

export interface RelationshipChange {
  readonly npcId: string;
  readonly deltas: Readonly<Partial<Record<Feeling, number>>>;
}

export interface WeatherWish {
  readonly regionId: string;
  readonly state: WeatherState;
  /** 0 to 1. */
  readonly intensity: number;
  readonly durationGms: number;
  readonly priority: number;
}

/** What a beat does to the story and the world. Empty ids: nothing of that kind. */
export interface BeatEffects {
  readonly qualities: readonly QualityChange[];
  readonly facts: readonly FactChange[];
  readonly weather: WeatherWish | undefined;
  readonly questDefinitionId: string;
  readonly revealDocumentId: string;
  readonly relationships: readonly RelationshipChange[];
  readonly actId: string;
  readonly endingId: string;
}

/** A moment of a story, without its words. */
export interface BeatCard {
  readonly id: string;
  /** Empty: of no arc. */
  readonly arcId: string;
  readonly title: string;
  readonly kind: BeatKind;
  /** CEL; all must hold. */
  readonly conditions: readonly string[];
  /** Done as it starts. */
  readonly effects: BeatEffects;
  /** Done when the ink says `#effect: <name>`. */
  readonly namedEffects: Readonly<Record<string, BeatEffects>>;
  /** -100 (calms) to 100 (frightens). */
  readonly intensity: number;
  readonly isOnce: boolean;
  /** 0: none. */
  readonly cooldownGms: number;
  /** Empty: none. */
  readonly exclusiveGroup: string;
  readonly tags: readonly string[];
}

/** The words of a beat. */
export type Telling =
  { readonly kind: 'text'; readonly text: string } | { readonly kind: 'ink'; readonly source: string };

export interface Beat {
  readonly card: BeatCard;
  readonly telling: Telling;
}

export const MAX_BEATS = 2000;
/** UTF-8. */
export const MAX_INK_BYTES = 64 * 1024;
