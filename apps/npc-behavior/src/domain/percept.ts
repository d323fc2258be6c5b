/** What somebody can notice. */
export const PERCEPT_KINDS = ['BAD_WEATHER', 'THREAT', 'CORPSE', 'NOISE', 'TRACE', 'CUSTOMER', 'ACQUAINTANCE'] as const;
export type PerceptKind = (typeof PERCEPT_KINDS)[number];

export interface Percept {
  readonly kind: PerceptKind;
  /** An id, or empty. */
  readonly subjectId: string;
  /** Empty: where the one who notices is. */
  readonly locationId: string;
  /** 0 to 1. */
  readonly strength: number;
}

/** The strongest percept of one of these kinds. */
export function strongest(percepts: readonly Percept[], ...kinds: readonly PerceptKind[]): Percept | undefined {
  return percepts
    .filter(({ kind }) => kinds.includes(kind))
    .sort(
      (a, b) => b.strength - a.strength || compare(a.locationId, b.locationId) || compare(a.subjectId, b.subjectId),
    )[0];
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
