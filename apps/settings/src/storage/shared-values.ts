import { DomainError, type JsonValue } from '@bodybroker/domain';
import { EntityRepository, jsonCodec, type Store } from '@bodybroker/storage';

/** A value of everybody. */
export interface SharedValue {
  readonly value: JsonValue;
  readonly locked: boolean;
  /** Of this key: 1 when it is set first. */
  readonly version: number;
}

type SharedRecord = Readonly<Record<string, SharedValue>>;

/** Everywhere: the layer of all worlds. */
export const ALL_WORLDS = '_';

/** What admins have set for everybody, or for everybody in one world. */
export class SharedValues {
  readonly #values: EntityRepository<SharedRecord>;

  constructor(store: Store, random: () => number) {
    this.#values = new EntityRepository<SharedRecord>(store, 'shared', { ...jsonCodec<SharedRecord>(), random });
  }

  /** The values of a world, by key. */
  async of(worldId: string): Promise<ReadonlyMap<string, SharedValue>> {
    return new Map(Object.entries((await this.#values.get(worldId))?.value ?? {}));
  }

  /** @throws DomainError VERSION_CONFLICT when the key is not at the expected version */
  async set(
    worldId: string,
    key: string,
    next: { readonly value: JsonValue; readonly locked: boolean },
    expectedVersion: bigint | undefined,
  ): Promise<SharedValue> {
    const { value } = await this.#values.upsert(worldId, (current) => {
      const version = current?.value[key]?.version ?? 0;
      if (expectedVersion !== undefined && expectedVersion !== BigInt(version)) {
        throw new DomainError('VERSION_CONFLICT', 'VERSION_CONFLICT', `${key} is at version ${version}`, {
          details: { current_version: String(version) },
        });
      }
      return { value: { ...current?.value, [key]: { ...next, version: version + 1 } } };
    });
    return value[key] as SharedValue;
  }
}
