export const GENERATION_KINDS = ['DIALOGUE', 'NARRATION', 'DESCRIPTION', 'SUMMARY', 'BARK', 'JSON'] as const;
export type GenerationKind = (typeof GENERATION_KINDS)[number];

export const ROUTE_PRIORITIES = ['BARK', 'NORMAL', 'STORY', 'ADMIN'] as const;
export type RoutePriority = (typeof ROUTE_PRIORITIES)[number];

export const PRIVACIES = ['LOCAL_ONLY', 'ANY'] as const;
export type Privacy = (typeof PRIVACIES)[number];

/** What max_output_tokens = 0 stands for, as in ai-integration. */
export const DEFAULT_OUTPUT_TOKENS = 256;

/** How much of a target's minute each priority may fill: the rest is kept for what matters more. */
export const PRIORITY_SHARE: Readonly<Record<RoutePriority, number>> = {
  BARK: 0.5,
  NORMAL: 0.8,
  STORY: 0.95,
  ADMIN: 1,
};

/** A capability that targets must have, or had better have. */
export interface Requirement {
  readonly name: string;
  /** Of versions; empty: any. */
  readonly range: string;
  /** CEL over the attributes; empty: any. */
  readonly condition: string;
  readonly isOptional: boolean;
  readonly weight: number;
}

/** What a generation wants of its model. */
export interface RouteCriteria {
  readonly kind: GenerationKind;
  readonly promptTokens: number;
  readonly maxOutputTokens: number;
  readonly requirements: readonly Requirement[];
  /** Empty: no conversation. */
  readonly sessionKey: string;
  readonly playerId: string | undefined;
  readonly priority: RoutePriority;
  readonly maxCostMicros: number | undefined;
  readonly maxLatencyMs: number | undefined;
  readonly privacy: Privacy;
  readonly prefer: readonly string[];
  readonly exclude: readonly string[];
}
