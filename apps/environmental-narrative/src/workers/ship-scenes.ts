import { createHash } from 'node:crypto';
import { EntityRepository, jsonCodec, type Store } from '@bodybroker/storage';
import type { Logger } from '@bodybroker/telemetry';
import type { ShippedScenes } from '../content/load-scenes.js';
import type { SceneCatalogue } from '../storage/scene-catalogue.js';

export interface ShipScenesOptions {
  readonly store: Store;
  readonly shipped: ShippedScenes;
  readonly random: () => number;
  readonly logger: Logger;
}

/** What was last written of the content, by a hash of it. */
interface Shipped {
  readonly sha256: string;
}

/** The game starts on its first day at 08:00: what is there was there before. */
const PUBLISHED_GMS = 8 * 3_600_000;

/**
 * Publishes the scenes of this release that are not written yet, or say something else than those of the last one. What admins
 * did to the others stays.
 */
export async function shipScenes(
  catalogue: Pick<SceneCatalogue, 'putIncident' | 'putShipped'>,
  { store, shipped, random, logger }: ShipScenesOptions,
): Promise<void> {
  const known = new EntityRepository<Shipped>(store, 'shipped', { ...jsonCodec<Shipped>(), random });
  const ship = async (key: string, value: unknown, write: () => Promise<unknown>): Promise<number> => {
    const sha256 = createHash('sha256').update(JSON.stringify(value)).digest('hex');
    if ((await known.get(key))?.value.sha256 === sha256) return 0;
    await write();
    await known.upsert(key, () => ({ value: { sha256 } }));
    return 1;
  };
  let written = 0;
  for (const [id, incident] of shipped.incidents) {
    written += await ship(`incident/${id}`, incident, () => catalogue.putIncident(id, incident));
  }
  for (const [id, scene] of shipped.scenes) {
    written += await ship(`scene/${id}`, scene, () => catalogue.putShipped(id, scene, PUBLISHED_GMS));
  }
  if (written > 0) logger.info('scenes were shipped', { written });
}
