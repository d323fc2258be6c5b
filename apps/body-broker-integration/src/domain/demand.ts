import { failedPrecondition } from '@bodybroker/domain';
import { isAtLeast, type Grade } from './grade.js';
import { SPOILED_BELOW } from './freshness.js';
import type { Part } from './part.js';

/** What a client wants. */
export interface Demand {
  readonly partType: string;
  /** Undefined: any. */
  readonly minGrade: Grade | undefined;
  readonly minFreshness: number;
  readonly count: number;
}

/** A part and how fresh it is now. */
export interface Assessed {
  readonly id: string;
  readonly part: Part;
  readonly freshness: number;
}

/** Why a part is not what a client wants; undefined when it is. */
export function whyUnfit(demand: Demand, { part, freshness }: Assessed): string | undefined {
  if (part.partType !== demand.partType) return `is ${part.partType}, not ${demand.partType}`;
  if (demand.minGrade !== undefined && !isAtLeast(part.grade, demand.minGrade))
    return `is of grade ${part.grade}, not ${demand.minGrade}`;
  if (freshness < Math.max(demand.minFreshness, SPOILED_BELOW))
    return `has freshness ${freshness}, not ${Math.max(demand.minFreshness, SPOILED_BELOW)}`;
  return undefined;
}

/** @throws DomainError FAILED_PRECONDITION PART_UNFIT {part_id, why} for the first that does not fit; WRONG_COUNT */
export function assertFit(demand: Demand, parts: readonly Assessed[]): void {
  if (parts.length !== demand.count) {
    const facts = { wanted: String(demand.count), given: String(parts.length) };
    throw failedPrecondition('WRONG_COUNT', `${demand.count} parts are wanted, not ${parts.length}`, facts);
  }
  for (const assessed of parts) {
    const why = whyUnfit(demand, assessed);
    if (why !== undefined)
      throw failedPrecondition('PART_UNFIT', `part ${assessed.id} ${why}`, { part_id: assessed.id, why });
  }
}
