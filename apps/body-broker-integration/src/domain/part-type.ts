/** What there is to take from a body. Ships as content. */
export interface PartType {
  readonly id: string;
  readonly name: string;
  readonly description: string;
  readonly yieldPerBody: number;
  /** Whole MARK for a fresh one of grade C. */
  readonly basePrice: number;
  /** Game hours to half the freshness in mild weather, with nothing around it. */
  readonly halfLifeHours: number;
  /** 0 to 30: how hard it is to take well. */
  readonly difficulty: number;
  readonly unfitTools: readonly string[];
  readonly contentTags: readonly string[];
}

/** By id, in the order of their ids. */
export type PartTypes = ReadonlyMap<string, PartType>;
