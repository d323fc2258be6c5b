import { failedPrecondition } from '@bodybroker/domain';
import type { Contract } from './contract.js';
import { HOUR_GMS } from './freshness.js';

export const RANKS = ['PROBATIONER', 'RUNNER', 'CUTTER', 'BROKER', 'MASTER'] as const;
export type Rank = (typeof RANKS)[number];

/** What the city thinks of a broker. */
export interface Standing {
  /** By faction, -100 to 100; 0 for those left out. */
  readonly reputation: Readonly<Record<string, number>>;
  /** How closely the assize watched at `heatGms`, 0 to 100. Cools by 1 each game hour. */
  readonly heat: number;
  readonly heatGms: number;
  readonly settled: number;
  readonly breached: number;
}

export const NEW_STANDING: Standing = { reputation: {}, heat: 0, heatGms: 0, settled: 0, breached: 0 };

/** Above this nobody cuts in a guarded ward. */
export const MAX_HARVEST_HEAT = 80;
const MAX_HEAT = 100;

/** What deeds do. The game's own numbers. */
const HARVEST_HEAT = 2;
const GUARDED_HARVEST_HEAT = 5;
const SETTLED = { client: 3, brokers: 1, guardedHeat: 4 };
const BREACHED = { client: -8, brokers: -2 };
const CANCELLED = { client: -3 };

/** Contracts settled to be of a rank, and the brokers' least opinion of it. */
const RANK_FROM: readonly (readonly [Rank, number, number])[] = [
  ['MASTER', 50, 30],
  ['BROKER', 20, 15],
  ['CUTTER', 8, 5],
  ['RUNNER', 3, 0],
];

/** The heat at a game time: whole, 0 to 100. */
export function heatAt({ heat, heatGms }: Standing, gms: number): number {
  const hours = Math.max(0, Math.floor((gms - heatGms) / HOUR_GMS));
  return Math.max(0, heat - hours);
}

/** @throws DomainError FAILED_PRECONDITION HEAT_TOO_HIGH {heat} */
export function assertCoolEnough(standing: Standing, gms: number, ward: { readonly isGuarded: boolean }): void {
  const heat = heatAt(standing, gms);
  if (!ward.isGuarded || heat <= MAX_HARVEST_HEAT) return;
  const facts = { heat: String(heat), limit: String(MAX_HARVEST_HEAT) };
  throw failedPrecondition('HEAT_TOO_HIGH', 'the assize watches too closely to cut here', facts);
}

export function afterHarvest(standing: Standing, gms: number, ward: { readonly isGuarded: boolean }): Standing {
  return heated(standing, gms, ward.isGuarded ? GUARDED_HARVEST_HEAT : HARVEST_HEAT);
}

export function afterSettlement(
  standing: Standing,
  { faction }: Contract,
  gms: number,
  ward: { readonly isGuarded: boolean },
): Standing {
  const known = thought(thought(standing, faction, SETTLED.client), 'brokers', SETTLED.brokers);
  const { settled } = standing;
  return { ...heated(known, gms, ward.isGuarded ? SETTLED.guardedHeat : 0), settled: settled + 1 };
}

export function afterBreach(standing: Standing, { faction }: Contract): Standing {
  const known = thought(thought(standing, faction, BREACHED.client), 'brokers', BREACHED.brokers);
  return { ...known, breached: standing.breached + 1 };
}

export function afterCancellation(standing: Standing, { faction }: Contract): Standing {
  return thought(standing, faction, CANCELLED.client);
}

export function rankOf({ settled, reputation }: Standing): Rank {
  const esteem = reputation['brokers'] ?? 0;
  return RANK_FROM.find(([, from, least]) => settled >= from && esteem >= least)?.[0] ?? 'PROBATIONER';
}

function heated(standing: Standing, gms: number, by: number): Standing {
  const heat = heatAt(standing, gms);
  // Cooling goes on from the last full hour, so that many small deeds do not stop it.
  const hours = Math.max(0, Math.floor((gms - standing.heatGms) / HOUR_GMS));
  const heatGms = heat === 0 ? gms : standing.heatGms + hours * HOUR_GMS;
  return { ...standing, heat: Math.min(MAX_HEAT, heat + by), heatGms };
}

function thought(standing: Standing, faction: string, by: number): Standing {
  const before = standing.reputation[faction] ?? 0;
  const after = Math.max(-100, Math.min(100, before + by));
  return { ...standing, reputation: { ...standing.reputation, [faction]: after } };
}
