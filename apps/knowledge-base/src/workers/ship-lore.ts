import { createHash } from 'node:crypto';
import { isDomainError, type Sleep } from '@bodybroker/domain';
import { EntityRepository, Lease, jsonCodec, type Store } from '@bodybroker/storage';
import type { ShippedLore } from '../content/load-lore.js';
import { collectionSettings } from '../domain/collection.js';
import type { LoreDocument } from '../domain/document.js';
import type { Collections } from '../storage/collections.js';
import type { Documents } from '../storage/documents.js';
import { LORE_OWNER, loreShard } from '../storage/lore-shard.js';
import type { Relations } from '../storage/relations.js';

export interface ShipLoreOptions {
  readonly store: Store;
  readonly lore: ShippedLore;
  readonly collections: Collections;
  readonly documents: Documents;
  readonly relations: Relations;
  readonly instance: string;
  readonly sleep: Sleep;
  random(): number;
}

/** What was shipped last: a hash of each document. */
type Shipment = Readonly<Record<string, string>>;

const BATCH = 100;
const RETRY_MS = 250;
const SHIPMENT = { id: 'lore', owner: LORE_OWNER };

/**
 * Writes the documents that come with the service, those that are new or have changed since they were last shipped: what an
 * admin has changed or deleted stays so. One replica at a time.
 */
export async function shipLore(options: ShipLoreOptions, signal: AbortSignal): Promise<void> {
  const { store, lore, instance, sleep, random } = options;
  const shipments = new EntityRepository(store, 'shipment', { ...jsonCodec<Shipment>(), random });
  const hashes = Object.fromEntries(lore.documents.map((document) => [document.id, hashOf(document)]));
  while (!signal.aborted) {
    const shipped = (await shipments.get(SHIPMENT))?.value;
    if (shipped !== undefined && hashOf(shipped) === hashOf(hashes)) return;
    const lease = await Lease.acquire(loreShard(store), 'ship-lore', { holder: instance });
    if (lease === undefined) {
      await sleep(RETRY_MS, signal);
      continue;
    }
    try {
      await ship(options, shipped ?? {}, hashes);
      await shipments.upsert(SHIPMENT, () => ({ value: hashes, fences: [lease.fence] }));
    } finally {
      await lease.release();
    }
  }
}

async function ship(
  { lore, collections, documents, relations }: ShipLoreOptions,
  before: Shipment,
  hashes: Shipment,
): Promise<void> {
  if ((await collections.get(lore.collection)) === undefined) {
    await ignoring('ALREADY_EXISTS', collections.create(lore.collection, collectionSettings(lore.settings)));
  }
  const changed = lore.documents.filter(({ id }) => before[id] !== hashes[id]);
  for (let at = 0; at < changed.length; at += BATCH) {
    await documents.write(lore.collection, changed.slice(at, at + BATCH));
  }
  for (const id of Object.keys(before).filter((each) => hashes[each] === undefined)) {
    await ignoring('NOT_FOUND', documents.delete(lore.collection, id));
  }
  for (const relation of lore.relations) await relations.add(relation);
}

async function ignoring(code: string, work: Promise<unknown>): Promise<void> {
  await work.catch((error: unknown) => {
    if (!isDomainError(error) || error.code !== code) throw error;
  });
}

function hashOf(value: LoreDocument | Shipment): string {
  return createHash('sha256').update(JSON.stringify(value)).digest('base64url').slice(0, 22);
}
