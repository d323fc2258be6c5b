import { draw, failedPrecondition } from '@bodybroker/domain';
import { HOUR_GMS, SPOILED_BELOW, decayFrom, freshnessAt, type Decay } from './freshness.js';
import { GRANTED_GRADE, type Grade } from './grade.js';
import type { PreserveMethod } from './preserve-method.js';
import type { PartType } from './part-type.js';
import type { Tool, TradeGoods } from './trade-goods.js';
import type { WeatherHistory } from './weather-age.js';

export const SOURCE_KINDS = ['CORPSE', 'DONOR', 'TRADE'] as const;
export type SourceKind = (typeof SOURCE_KINDS)[number];

export type Provenance =
  | {
      readonly kind: 'harvest';
      readonly sourceKind: SourceKind;
      readonly sourceId: string;
      readonly locationId: string;
      readonly tool: string;
      readonly skill: number;
      readonly gms: number;
    }
  | { readonly kind: 'grant'; readonly reference: string; readonly gms: number };

/** `VOID` holds the place of a part whose harvest was given up, so that it cannot come about any more. */
export type PartState = 'HELD' | 'TRANSFERRED' | 'DISCARDED' | 'VOID';

/** One part of a body. */
export interface Part {
  readonly partType: string;
  readonly grade: Grade;
  readonly traits: readonly string[];
  readonly provenance: Provenance;
  readonly worldId: string;
  /** Whose weather it spoils under. */
  readonly regionId: string;
  /** The player whose inventory it is in, or was last. */
  readonly playerId: string;
  /** `player:<id>` or `npc:<id>`. */
  readonly owner: string;
  readonly state: PartState;
  readonly decay: Decay;
  readonly preservations: readonly { readonly method: PreserveMethod; readonly gms: number }[];
  /** The live reservation that holds it; empty: none. */
  readonly reservationId: string;
  /** Whether its spoiling was told. */
  readonly isSpoiled: boolean;
  /** Unix ms it came to its player. */
  readonly sinceMs: number;
}

export const ownerOf = (playerId: string): string => `player:${playerId}`;

export interface Harvest {
  readonly playerId: string;
  readonly worldId: string;
  readonly worldSeed: string;
  readonly regionId: string;
  readonly grade: Grade;
  readonly partType: PartType;
  readonly tool: Tool;
  readonly provenance: Extract<Provenance, { kind: 'harvest' }>;
  /** How many of this type were taken from the source before. */
  readonly ordinal: number;
  readonly nowMs: number;
}

/** A part as it comes off the knife. */
export function harvestedPart(goods: TradeGoods, harvest: Harvest): Part {
  const { playerId, worldId, regionId, grade, partType, tool, provenance, nowMs } = harvest;
  return {
    partType: partType.id,
    grade,
    traits: traitsOf(goods, harvest),
    provenance,
    worldId,
    regionId,
    playerId,
    owner: ownerOf(playerId),
    state: 'HELD',
    decay: { freshness: tool.freshness, sinceGms: provenance.gms, factor: 1 },
    preservations: [],
    reservationId: '',
    isSpoiled: false,
    sinceMs: nowMs,
  };
}

/** A part that somebody gives to a player: fresh, and neither a find nor a botch. */
export function grantedPart(grant: {
  readonly playerId: string;
  readonly worldId: string;
  readonly regionId: string;
  readonly partType: string;
  readonly reference: string;
  readonly gms: number;
  readonly nowMs: number;
}): Part {
  const { playerId, worldId, regionId, partType, reference, gms, nowMs } = grant;
  return {
    partType,
    grade: GRANTED_GRADE,
    traits: [],
    provenance: { kind: 'grant', reference, gms },
    worldId,
    regionId,
    playerId,
    owner: ownerOf(playerId),
    state: 'HELD',
    decay: { freshness: 100, sinceGms: gms, factor: 1 },
    preservations: [],
    reservationId: '',
    isSpoiled: false,
    sinceMs: nowMs,
  };
}

/** @throws DomainError FAILED_PRECONDITION PART_GONE when its player does not hold it any more */
export function assertHeld(partId: string, part: Part): void {
  if (part.state === 'HELD') return;
  const facts = { part_id: partId, state: part.state };
  throw failedPrecondition('PART_GONE', `part ${partId} is not in the inventory any more`, facts);
}

/** @throws DomainError FAILED_PRECONDITION PART_RESERVED */
export function assertFree(partId: string, part: Part): void {
  if (part.reservationId === '') return;
  const facts = { part_id: partId, reservation_id: part.reservationId };
  throw failedPrecondition('PART_RESERVED', `part ${partId} is reserved`, facts);
}

/**
 * Puts a part into something; what is lost stays lost.
 * @throws DomainError FAILED_PRECONDITION ALREADY_PRESERVED when it is in that already
 */
export function preservedPart(
  part: Part,
  { partTypes, preserving }: TradeGoods,
  method: PreserveMethod,
  history: WeatherHistory,
  gms: number,
): Part {
  if (part.preservations.at(-1)?.method === method)
    throw failedPrecondition('ALREADY_PRESERVED', `the part is in ${method} already`, { method });
  const halfLife = partTypes.get(part.partType)?.halfLifeHours ?? 1;
  const decay = decayFrom(part.decay, halfLife, history, gms, preserving[method].decay);
  return { ...part, decay, preservations: [...part.preservations, { method, gms }].slice(-MAX_PRESERVATIONS) };
}

/** Preservations remembered of a part. */
const MAX_PRESERVATIONS = 20;

/** Its freshness at a game time, 0 to 100, to two digits (rounded down, so that it never rises). */
export function partFreshness(part: Part, { partTypes }: TradeGoods, history: WeatherHistory, gms: number): number {
  const halfLife = partTypes.get(part.partType)?.halfLifeHours ?? 1;
  return Math.floor(freshnessAt(part.decay, halfLife, history, gms) * 100) / 100;
}

/** The first full hour, `gms` at the latest, at which a part that is spoiled by then was so. */
export function spoiledSince(part: Part, goods: TradeGoods, history: WeatherHistory, gms: number): number {
  let last = Math.floor(gms / HOUR_GMS);
  let first = Math.min(last, Math.floor(part.decay.sinceGms / HOUR_GMS) + 1);
  while (first < last) {
    const middle = Math.floor((first + last) / 2);
    if (partFreshness(part, goods, history, middle * HOUR_GMS) < SPOILED_BELOW) last = middle;
    else first = middle + 1;
  }
  return first * HOUR_GMS;
}

function traitsOf({ traits }: TradeGoods, { worldSeed, partType, provenance, ordinal }: Harvest): readonly string[] {
  return traits
    .filter(({ partTypes }) => partTypes.includes(partType.id))
    .filter(({ id, chance }) => draw(worldSeed, 'trait', provenance.sourceId, partType.id, ordinal, id) < chance)
    .map(({ id }) => id);
}
