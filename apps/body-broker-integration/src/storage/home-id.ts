import { createHash } from 'node:crypto';
import { SHARD_COUNT, shardOf } from '@bodybroker/storage';

/** For each shard a name that lives in it, so that an id that says its shard says where it lives. */
const ANCHORS: readonly string[] = findAnchors();

/**
 * An id whose entity lives in the shard of its player: `<prefix>_<unique>_<shard in hex>`. So it is found by the id alone, also
 * after it went to another owner.
 */
export function homeId(prefix: string, unique: string, playerId: string): string {
  return `${prefix}_${unique}_${shardOf(playerId).toString(16).padStart(2, '0')}`;
}

/** Where the entity of an id lives: an owner for the store. Undefined for what is no id of this kind. */
export function homeOf(prefix: string, id: string): string | undefined {
  const match = /^([a-z]+)_[a-z0-9]{1,40}_([0-9a-f]{2})$/u.exec(id);
  return match?.[1] === prefix ? ANCHORS[Number.parseInt(match[2] ?? '', 16)] : undefined;
}

/** A short text that is the same for the same parts and no others: 96 bits of sha256, in hex. */
export function uniqueOf(...parts: readonly (string | number | bigint)[]): string {
  return createHash('sha256')
    .update(JSON.stringify(parts.map(String)))
    .digest('hex')
    .slice(0, 24);
}

function findAnchors(): readonly string[] {
  const anchors: string[] = [];
  for (let n = 0, found = 0; found < SHARD_COUNT; n += 1) {
    const name = `anchor-${n}`;
    const shard = shardOf(name);
    if (anchors[shard] !== undefined) continue;
    anchors[shard] = name;
    found += 1;
  }
  return anchors;
}
