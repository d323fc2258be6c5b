import { addToGauge } from './facts.js';
import type { WorldDraft } from './world-draft.js';

const HEAT_OF_A_DEAL = 2;
const MOST_HEAT = 10;

export interface SettledDeal {
  /** Where the client lives; empty: not told. */
  readonly regionId: string;
  readonly npcId: string;
  readonly parts: number;
}

/** A deal that was settled draws eyes to the ward of its client: 2, and 1 for each part, 10 at most. */
export function settleDeal(draft: WorldDraft, { regionId, npcId, parts }: SettledDeal): void {
  const heat = Math.min(MOST_HEAT, HEAT_OF_A_DEAL + parts);
  addToGauge(draft, `heat.${regionId === '' ? regionOf(draft, npcId) : regionId}`, heat);
}

function regionOf(draft: WorldDraft, npcId: string): string {
  const locationId = draft.get('entity', npcId)?.value.locationId ?? '';
  return draft.get('location', locationId)?.value.regionId ?? '';
}
