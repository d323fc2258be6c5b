import { EntityRepository, jsonCodec, type OutboxEvent, type Store } from '@bodybroker/storage';
import type { JsonValue } from '@bodybroker/domain';
import type { Layer } from '../domain/settings-in-force.js';

/** Whose layer: a player's, or that of one device of theirs. */
export interface LayerId {
  readonly playerId: string;
  /** Empty: the player's own, on every device. */
  readonly deviceId: string;
}

export interface StoredLayer {
  readonly values: Layer;
  /** 0n: nothing set yet. */
  readonly version: bigint;
}

type Record_ = Readonly<Record<string, JsonValue>>;

const NOTHING: StoredLayer = { values: new Map(), version: 0n };
const BATCH = 100;

/** What players have set, for themselves and for single devices. A player's layers share a shard. */
export class PlayerLayers {
  readonly #store: Store;
  readonly #layers: EntityRepository<Record_>;

  constructor(store: Store, random: () => number) {
    this.#store = store;
    this.#layers = new EntityRepository<Record_>(store, 'layer', { ...jsonCodec<Record_>(), random });
  }

  async get(id: LayerId): Promise<StoredLayer> {
    const stored = await this.#layers.get(refOf(id));
    return stored === undefined ? NOTHING : { values: new Map(Object.entries(stored.value)), version: stored.version };
  }

  /** Changes a layer with the events that tell of it. @throws DomainError VERSION_CONFLICT */
  async change(
    id: LayerId,
    expectedVersion: bigint | undefined,
    change: (values: Map<string, JsonValue>) => void,
    told: (version: bigint) => readonly OutboxEvent[],
  ): Promise<void> {
    await this.#layers.upsert(
      refOf(id),
      (current, version) => {
        const values = new Map(Object.entries(current?.value ?? {}));
        change(values);
        return {
          value: Object.fromEntries(values),
          events: told(version),
          indexes: [{ op: 'set', index: layersOf(id.playerId), member: memberOf(id), score: 0 }],
        };
      },
      expectedVersion === undefined ? {} : { expectedVersion },
    );
  }

  /** Forgets all a player has set. Running it again changes nothing. */
  async erase(playerId: string): Promise<void> {
    const shard = this.#store.shard(playerId);
    for (;;) {
      const members = await shard.rangeByName(layersOf(playerId), { limit: BATCH });
      if (members.length === 0) return;
      await shard.commit({
        deletes: members.map((member) => ({ kind: 'layer', id: member })),
        indexes: members.map((member) => ({ op: 'remove', index: layersOf(playerId), member })),
      });
    }
  }
}

const layersOf = (playerId: string): string => `layers:${playerId}`;
const memberOf = ({ playerId, deviceId }: LayerId): string => (deviceId === '' ? playerId : `${playerId}:${deviceId}`);
const refOf = (id: LayerId): { readonly id: string; readonly owner: string } => ({
  id: memberOf(id),
  owner: id.playerId,
});
