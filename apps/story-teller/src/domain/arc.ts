/** A stage of an arc. */
export interface Act {
  readonly id: string;
  readonly beatIds: readonly string[];
  /** CEL; empty: a beat's effect says when the arc goes on. */
  readonly advance: string;
}

/** One way an arc can end. */
export interface Ending {
  readonly id: string;
  readonly title: string;
  readonly text: string;
  /** CEL; empty: a beat's effect says so. */
  readonly condition: string;
  readonly isFailure: boolean;
}

/** A story told over many beats. */
export interface Arc {
  readonly id: string;
  readonly title: string;
  /** CEL: when it begins for a player. */
  readonly start: string;
  readonly acts: readonly Act[];
  readonly endings: readonly Ending[];
  readonly summary: string;
}

export type ArcStatus = 'DORMANT' | 'ACTIVE' | 'COMPLETED' | 'FAILED';

/** Where an arc is for one player. It only moves on: DORMANT, ACTIVE, then COMPLETED or FAILED for ever. */
export type ArcProgress =
  | { readonly status: 'ACTIVE'; readonly actId: string }
  | { readonly status: 'COMPLETED' | 'FAILED'; readonly actId: string; readonly endingId: string };

export const MAX_ARCS = 100;
