/** A region of a world. */
export interface Place {
  readonly worldId: string;
  readonly regionId: string;
}

/** Names a place in storage; all of a place lives in one shard. */
export function placeKey({ worldId, regionId }: Place): string {
  return `${worldId}/${regionId}`;
}
