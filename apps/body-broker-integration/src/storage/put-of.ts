import { jsonCodec, type Entity, type Put } from '@bodybroker/storage';

const codec = jsonCodec<unknown>();

/** The first version of an entity, or the one after `current`; refused by the store when another came between. */
export function putOf<T>(kind: string, id: string, value: T, current: Entity<T> | undefined, ttlMs?: number): Put {
  return {
    kind,
    id,
    bytes: codec.encode(value),
    expectedVersion: current?.version ?? 0n,
    newVersion: versionAfter(current),
    ...(ttlMs === undefined ? {} : { ttlMs }),
  };
}

export const versionAfter = (current: Entity<unknown> | undefined): bigint => (current?.version ?? 0n) + 1n;
