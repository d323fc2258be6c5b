import { gunzipSync, gzipSync } from 'node:zlib';
import { notFound, type Page } from '@bodybroker/domain';
import { jsonCodec, type Shard, type Store } from '@bodybroker/storage';
import { MAX_CHECKPOINTS } from '../domain/limits.js';
import type { WorldImage } from '../domain/world-image.js';
import { storedId } from './world-keys.js';

/** What is known of a checkpoint without reading it. */
export interface CheckpointHead {
  readonly id: string;
  readonly name: string;
  /** Decimal. */
  readonly revision: string;
  /** Unix ms. */
  readonly createdMs: number;
  readonly locations: number;
  readonly entities: number;
  readonly facts: number;
}

const HEAD = 'checkpoint';
const IMAGE = 'checkpoint-image';
const heads = jsonCodec<CheckpointHead>();
const images = jsonCodec<WorldImage>();

/** The worlds as they were. The newest 20 of a world are kept. */
export class Checkpoints {
  readonly #store: Store;

  constructor(store: Store) {
    this.#store = store;
  }

  async create(worldId: string, head: CheckpointHead, image: WorldImage): Promise<void> {
    const shard = this.#shard(worldId);
    const index = indexOf(worldId);
    const kept = await shard.range(index, { order: 'desc', limit: MAX_CHECKPOINTS * 2 });
    const dropped = kept.slice(MAX_CHECKPOINTS - 1).map(({ member }) => member);
    const id = storedId(worldId, head.id);
    await shard.commit({
      puts: [
        { kind: HEAD, id, bytes: heads.encode(head), expectedVersion: 0n },
        { kind: IMAGE, id, bytes: gzipSync(images.encode(image)), expectedVersion: 0n },
      ],
      deletes: dropped.flatMap((old) => [HEAD, IMAGE].map((kind) => ({ kind, id: storedId(worldId, old) }))),
      indexes: [
        { op: 'set', index, member: head.id, score: head.createdMs },
        ...dropped.map((member) => ({ op: 'remove', index, member }) as const),
      ],
    });
  }

  /** @throws DomainError NOT_FOUND CHECKPOINT_NOT_FOUND */
  async image(worldId: string, id: string): Promise<WorldImage> {
    const stored = await this.#shard(worldId).get(IMAGE, storedId(worldId, id));
    if (stored === undefined) throw notFound('checkpoint', id);
    return images.decode(gunzipSync(stored.bytes));
  }

  /** Newest first. */
  async list(worldId: string, page: Page): Promise<readonly CheckpointHead[]> {
    const members = await this.#shard(worldId).range(indexOf(worldId), { order: 'desc', limit: MAX_CHECKPOINTS });
    const from = page.after === undefined ? 0 : members.findIndex(({ member }) => member === page.after) + 1;
    const stored = await this.#shard(worldId).getMany(
      HEAD,
      members.slice(from).map(({ member }) => storedId(worldId, member)),
    );
    return stored.flatMap((each) => (each === undefined ? [] : [heads.decode(each.bytes)]));
  }

  #shard(worldId: string): Shard {
    return this.#store.shard(worldId);
  }
}

const indexOf = (worldId: string): string => `checkpoints:${worldId}`;
