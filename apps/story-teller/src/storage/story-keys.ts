import type { EntityRef } from '@bodybroker/storage';

interface Owner {
  readonly playerId: string;
  readonly worldId: string;
}

type Ref = Exclude<EntityRef, string>;

/** All of a player's lies in the player's shard, so that one commit changes it. */
export const storyRef = ({ playerId, worldId }: Owner): Ref => ({ id: `${playerId}/${worldId}`, owner: playerId });
export const runRef = (runId: string, { playerId }: Owner): Ref => ({ id: runId, owner: playerId });

/** A log. */
export const chronicleOf = ({ playerId, worldId }: Owner): string => `chronicle:${playerId}/${worldId}`;

/** Errands by when they are to be done: Unix ms. One such index in each shard. */
export const ERRANDS_DUE = 'errands';

/** Players of a world by when their phase ends by itself: game ms. One such index in each shard. */
export const phasesDueOf = (worldId: string): string => `phases:${worldId}`;
