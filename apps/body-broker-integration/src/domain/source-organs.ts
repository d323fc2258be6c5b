import { failedPrecondition } from '@bodybroker/domain';
import type { PartType } from './part-type.js';

/** One organ taken from a body: reserved until the part is in the player's inventory, or given back. */
export interface Take {
  readonly partType: string;
  readonly playerId: string;
  readonly partId: string;
  /** How many of this type were taken before it. */
  readonly ordinal: number;
  readonly state: 'PENDING' | 'KEPT';
}

/** What was taken from one body, by take id. */
export interface SourceOrgans {
  readonly takes: Readonly<Record<string, Take>>;
}

export const UNTOUCHED: SourceOrgans = { takes: {} };

/**
 * Takes one organ; a take that is known already changes nothing.
 * @throws DomainError FAILED_PRECONDITION SOURCE_EXHAUSTED when the body has none left
 */
export function takeOrgan(
  source: SourceOrgans,
  takeId: string,
  partType: PartType,
  taker: { readonly playerId: string; readonly partId: string },
): { readonly source: SourceOrgans; readonly take: Take } {
  const known = source.takes[takeId];
  if (known !== undefined) return { source, take: known };
  const ordinals = new Set(takenOf(source, partType.id).map(({ ordinal }) => ordinal));
  if (ordinals.size >= partType.yieldPerBody) {
    const facts = { part_type: partType.id, yield: String(partType.yieldPerBody) };
    throw failedPrecondition('SOURCE_EXHAUSTED', `there is no ${partType.id} left to take`, facts);
  }
  // The lowest free number: an organ that was given back is the same organ when it is taken again.
  const ordinal = Array.from({ length: partType.yieldPerBody }, (_, n) => n).find((n) => !ordinals.has(n)) ?? 0;
  const take: Take = { partType: partType.id, ...taker, ordinal, state: 'PENDING' };
  return { source: { takes: { ...source.takes, [takeId]: take } }, take };
}

/** The part is in its player's inventory: the organ is gone for good. */
export function keepTake(source: SourceOrgans, takeId: string): SourceOrgans {
  const take = source.takes[takeId];
  if (take === undefined || take.state === 'KEPT') return source;
  return { takes: { ...source.takes, [takeId]: { ...take, state: 'KEPT' } } };
}

/** The harvest did not come about: the organ is there again. A take that was kept stays kept. */
export function giveBack(source: SourceOrgans, takeId: string): SourceOrgans {
  if (source.takes[takeId]?.state !== 'PENDING') return source;
  const { [takeId]: _, ...takes } = source.takes;
  return { takes };
}

/** Organs of a type that are taken, pending ones too. */
export function takenOf(source: SourceOrgans, partType: string): readonly Take[] {
  return Object.values(source.takes).filter((take) => take.partType === partType);
}
