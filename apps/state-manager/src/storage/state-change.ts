import { TOMBSTONE_TTL_MS, type Commit, type IndexChange, type Put } from '@bodybroker/storage';
import { MAX_REVISIONS } from '../domain/revision.js';
import type { StateEntry } from '../domain/state-entry.js';
import { stateName, type StateId } from '../domain/state-id.js';
import { EXPIRY_INDEX, historyLog, keysIndex, ownerIndex, STATE } from './state-keys.js';
import { encodeEntry, encodeRevision, TOMBSTONE } from './state-records.js';

/** A write as it will be: the next entry, or undefined for a deletion, and the version it makes. */
export interface StateWrite {
  readonly id: StateId;
  readonly before: StateEntry | undefined;
  readonly next: StateEntry | undefined;
  readonly version: bigint;
  readonly changedMs: number;
}

/** A write and what the store holds before it. */
export interface PlannedWrite extends StateWrite {
  /** 0 when the store holds nothing, not even a tombstone. */
  readonly storedVersion: bigint;
}

/** The commit of writes of one owner: entries, their places in the indexes, and their histories. */
export function commitOf(writes: readonly PlannedWrite[]): Commit {
  return {
    puts: writes.map(putOf),
    indexes: writes.flatMap(indexChangesOf),
    logs: writes.map(({ id, next, version, changedMs }) => ({
      log: historyLog(id),
      bytes: encodeRevision({ version, entry: next, changedMs }),
      maxEntries: MAX_REVISIONS,
    })),
  };
}

function putOf({ id, next, storedVersion, version }: PlannedWrite): Put {
  return {
    kind: STATE,
    id: stateName(id),
    // A deletion is a version of its own: it is written, as a tombstone, so that a re-create continues from it.
    bytes: next === undefined ? TOMBSTONE : encodeEntry(next),
    expectedVersion: storedVersion,
    newVersion: version,
    ...(next === undefined ? { ttlMs: TOMBSTONE_TTL_MS } : {}),
  };
}

function indexChangesOf({ id, next }: StateWrite): readonly IndexChange[] {
  const member = stateName(id);
  const keys = { index: keysIndex(id.ownerId, id.namespace), member: id.key };
  const expiry = { index: EXPIRY_INDEX, member };
  return [
    next === undefined ? { op: 'remove', ...keys } : { op: 'set', ...keys, score: 0 },
    // A deleted entry stays listed here: its history is still to be found when the owner is erased.
    { op: 'set', index: ownerIndex(id.ownerId), member, score: 0 },
    next?.expiresMs === undefined ? { op: 'remove', ...expiry } : { op: 'set', ...expiry, score: next.expiresMs },
  ];
}
