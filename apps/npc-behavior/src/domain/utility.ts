import { ACTION_TYPES, type ActionType } from './npc.js';

/** One reason for or against something: 0 to 1. */
export interface Consideration {
  readonly name: string;
  readonly value: number;
}

/** Something that could be done now. */
export interface Candidate {
  readonly type: ActionType;
  readonly target: string;
  readonly locationId: string;
  /** `routine`, or one of the goals. */
  readonly goal: string;
  readonly considerations: readonly Consideration[];
}

export interface ScoredCandidate extends Candidate {
  /** 0 to 1. */
  readonly utility: number;
}

/** What is being done counts for a tenth more, so that people do not dither. */
const INERTIA = 1.1;

/**
 * The product of the considerations, with the usual make-up for their number (Dave Mark's "compensation factor"): many good
 * reasons multiply to less than few, though they are no worse.
 */
export function utilityOf(considerations: readonly Consideration[]): number {
  if (considerations.length === 0) return 0;
  const product = considerations.reduce((sum, { value }) => sum * Math.min(1, Math.max(0, value)), 1);
  return product + (1 - product) * (1 - 1 / considerations.length) * product;
}

/** Candidates by their utility, best first; of equals the one being done, then by type and place. */
export function rankCandidates(
  candidates: readonly Candidate[],
  present: Pick<Candidate, 'type' | 'locationId' | 'goal'>,
): readonly ScoredCandidate[] {
  return candidates
    .map((candidate) => {
      const isPresent = same(candidate, present);
      const utility = Math.min(1, utilityOf(candidate.considerations) * (isPresent ? INERTIA : 1));
      return { ...candidate, utility, isPresent };
    })
    .sort(
      (a, b) =>
        b.utility - a.utility ||
        Number(b.isPresent) - Number(a.isPresent) ||
        ACTION_TYPES.indexOf(a.type) - ACTION_TYPES.indexOf(b.type) ||
        (a.locationId < b.locationId ? -1 : 1),
    )
    .map(({ isPresent: _, ...scored }) => scored);
}

function same(a: Pick<Candidate, 'type' | 'locationId' | 'goal'>, b: typeof a): boolean {
  return a.type === b.type && a.locationId === b.locationId && a.goal === b.goal;
}
