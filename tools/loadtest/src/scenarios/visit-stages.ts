/** Where a player's visit has got to. `npcId`: who is visited; without one the player only goes for a walk. */
export type VisitStage =
  | { readonly at: 'lost' }
  | { readonly at: 'rest'; readonly here: string }
  | { readonly at: 'bound'; readonly here: string; readonly to: string; readonly npcId: string | undefined }
  | { readonly at: 'way'; readonly here: string; readonly steps: readonly string[]; readonly npcId: string | undefined }
  | { readonly at: 'door'; readonly here: string; readonly npcId: string }
  | {
      readonly at: 'talk';
      readonly here: string;
      readonly npcId: string;
      readonly conversationId: string;
      readonly turn: number;
      readonly said: number;
    };

/** The stage in which the way to somewhere begins, or is over. */
export function onTheWay(here: string, steps: readonly string[], npcId: string | undefined): VisitStage {
  if (steps.length > 0) return { at: 'way', here, steps, npcId };
  return npcId === undefined ? { at: 'rest', here } : { at: 'door', here, npcId };
}
