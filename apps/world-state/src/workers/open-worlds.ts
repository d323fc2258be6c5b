import { createHash } from 'node:crypto';
import { EntityRepository, jsonCodec, type Store } from '@bodybroker/storage';
import type { Logger } from '@bodybroker/telemetry';
import type { Deps } from '../deps.js';
import { loadInto, type WorldFile } from '../domain/world-file.js';

interface Shipped {
  /** Hash of the world file a world was last brought up to. */
  readonly sha256: string;
}

export interface OpenWorldsOptions {
  readonly store: Store;
  readonly file: WorldFile;
  readonly random: () => number;
  readonly logger: Logger;
}

/**
 * Opens each world, and loads what this release's world file says anew. A file a world knows already is not loaded
 * again: what admins changed since would be lost.
 */
export async function openWorlds(
  { worlds }: Pick<Deps, 'worlds'>,
  { store, file, random, logger }: OpenWorldsOptions,
): Promise<void> {
  const shipped = new EntityRepository<Shipped>(store, 'shipped', { ...jsonCodec<Shipped>(), random });
  const sha256 = createHash('sha256').update(JSON.stringify(file)).digest('hex');
  const open = async (worldId: string): Promise<void> => {
    await worlds.read(worldId);
    if ((await shipped.get(worldId))?.value.sha256 === sha256) return;
    const { result, revision } = await worlds.write(worldId, (draft, { gms }) => loadInto(draft, file, gms));
    await shipped.upsert(worldId, () => ({ value: { sha256 } }));
    logger.info('the world file was loaded', { worldId, revision: String(revision), ...result });
  };
  for (const worldId of worlds.ids) await open(worldId);
}
