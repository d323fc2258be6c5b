import type { Shard } from '@bodybroker/storage';
import { keyOf, type NumberedWrite } from '../domain/write.js';
import { KINDS, type Kind } from '../domain/things.js';

/** Kind of the entity whose version is the world's revision. */
export const WORLD = 'world';
/** Kind of what a world has heard of the hour and the sky. */
export const CLOCK = 'clock';

const PAGE = 500;

/** The id of a thing in the store, where all worlds' things may share a shard. */
export function storedId(worldId: string, id: string): string {
  return `${worldId}/${id}`;
}

/** The index of all things of a world: `<kind>/<id>`. */
export function thingsOf(worldId: string): string {
  return `things:${worldId}`;
}

/** Every thing of a world as it is stored while this reads, which is no one revision. */
export async function readThings(
  shard: Shard,
  worldId: string,
  decode: (bytes: Uint8Array) => unknown,
): Promise<readonly NumberedWrite[]> {
  const found: NumberedWrite[] = [];
  for (const kind of KINDS) {
    for await (const ids of pagesOf(shard, worldId, kind)) {
      const stored = await shard.getMany(
        kind,
        ids.map((id) => storedId(worldId, id)),
      );
      stored.forEach((thing, index) => {
        const id = ids[index];
        if (thing === undefined || id === undefined) return;
        found.push({ kind, id, version: thing.version, value: decode(thing.bytes) } as NumberedWrite);
      });
    }
  }
  return found;
}

async function* pagesOf(shard: Shard, worldId: string, kind: Kind): AsyncGenerator<readonly string[]> {
  const prefix = keyOf({ kind, id: '' });
  let after: string | undefined;
  do {
    const page: readonly string[] = await shard.rangeByName(thingsOf(worldId), {
      prefix,
      limit: PAGE,
      ...(after !== undefined && { after }),
    });
    yield page.map((member) => member.slice(prefix.length));
    after = page.length === PAGE ? page.at(-1) : undefined;
  } while (after !== undefined);
}
