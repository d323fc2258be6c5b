import type { Npc } from '../domain/npc.js';
import type { NpcState } from '../domain/npc-state.js';

/** Names somebody in a world. */
export interface NpcRef {
  readonly worldId: string;
  readonly npcId: string;
}

/** `<world>/<npc>`: unique in the whole service. */
export function npcKey({ worldId, npcId }: NpcRef): string {
  return `${worldId}/${npcId}`;
}

/** Somebody as they lie in the store. */
export interface Person {
  readonly ref: NpcRef;
  readonly npc: Npc;
  /** Of who they are. */
  readonly version: bigint;
  readonly state: NpcState;
  /** Of what they do. */
  readonly stateVersion: bigint;
}

/** An NPC as it is stored; the hash tells whether it is still as content/ has it. */
export type StoredNpc = Npc & { readonly contentHash?: string };
