import { GRADES, isAtLeast, type Grade } from '../domain/grade.js';
import type { AssessedPart } from './assess-parts.js';

export const INVENTORY_ORDERS = ['NEWEST', 'TYPE', 'GRADE', 'FRESHNESS'] as const;
export type InventoryOrder = (typeof INVENTORY_ORDERS)[number];

/** Undefined lets everything through. */
export interface PartFilter {
  readonly partType: string | undefined;
  readonly minGrade: Grade | undefined;
  readonly minFreshness: number | undefined;
  readonly isUnreserved: boolean | undefined;
}

/** By what parts are put in order: a key each, smaller first. */
const KEYS: Readonly<Record<InventoryOrder, (assessed: AssessedPart) => string | number>> = {
  NEWEST: ({ part }) => -part.value.sinceMs,
  TYPE: ({ part }) => part.value.partType,
  GRADE: ({ part }) => GRADES.indexOf(part.value.grade),
  FRESHNESS: ({ freshness }) => freshness,
};

/** A part and where it stands in its order. */
export interface Placed {
  readonly assessed: AssessedPart;
  readonly key: string | number;
}

/** The parts that pass the filter, in order; ties go by id. */
export function selectParts(
  parts: readonly AssessedPart[],
  filter: PartFilter,
  order: InventoryOrder,
): readonly Placed[] {
  const keyOf = KEYS[order];
  const { partType, minGrade, minFreshness, isUnreserved } = filter;
  return parts
    .filter(({ part }) => partType === undefined || part.value.partType === partType)
    .filter(({ part }) => minGrade === undefined || isAtLeast(part.value.grade, minGrade))
    .filter(({ freshness }) => minFreshness === undefined || freshness >= minFreshness)
    .filter(({ part }) => isUnreserved !== true || part.value.reservationId === '')
    .map((assessed) => ({ assessed, key: keyOf(assessed) }))
    .sort(comparePlaced);
}

/** A place as a page token carries it. */
export function placeToken({ assessed, key }: Placed): string {
  return JSON.stringify([key, assessed.part.id]);
}

/** The parts after a place, whether or not a part is still there. */
export function afterPlace(placed: readonly Placed[], token: string | undefined): readonly Placed[] {
  if (token === undefined) return placed;
  const [key, id] = JSON.parse(token) as [string | number, string];
  return placed.filter((each) => (compare(each.key, key) || compare(each.assessed.part.id, id)) > 0);
}

const comparePlaced = (a: Placed, b: Placed): number =>
  compare(a.key, b.key) || compare(a.assessed.part.id, b.assessed.part.id);

function compare(a: string | number, b: string | number): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
