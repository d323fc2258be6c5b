import type { Bus } from '@bodybroker/nats-sdk';
import type { ReadPermission } from '../domain/state-entry.js';
import { stateName, type StateId } from '../domain/state-id.js';
import type { StateWrite } from '../storage/state-change.js';

/** Tells every replica's watchers that an entry has changed; they read for themselves what it has become. */
export interface ChangeNote {
  readonly id: StateId;
  readonly kind: 'put' | 'delete';
  readonly version: bigint;
  /** Who might read the entry while it was there: tells who may know of a deletion. */
  readonly permissionRead: ReadPermission;
}

interface NoteRecord {
  readonly key: string;
  readonly namespace: string;
  readonly ownerId: string;
  readonly kind: 'put' | 'delete';
  readonly version: string;
  readonly permissionRead: ReadPermission;
}

/** Where notes of a namespace are published; `*` as owner stands for all owners. */
export function noteSubject(namespace: string, ownerId: string): string {
  return `note.state-manager.${token(namespace)}.${token(ownerId)}`;
}

/**
 * Publishes the note of a write. Nothing waits for it and nobody misses it for ever: a note that cannot be sent is found again
 * by the marker watchers get after a reconnect.
 */
export function publishNote(bus: Bus, write: StateWrite): void {
  const { id, before, next, version } = write;
  const record: NoteRecord = {
    ...id,
    kind: next === undefined ? 'delete' : 'put',
    version: String(version),
    permissionRead: (next ?? before)?.permissionRead ?? 0,
  };
  bus.publish(noteSubject(id.namespace, id.ownerId), Buffer.from(JSON.stringify(record)));
}

export function readNote(data: Uint8Array): ChangeNote {
  const record = JSON.parse(Buffer.from(data).toString('utf8')) as NoteRecord;
  const { namespace, ownerId, key, kind, version, permissionRead } = record;
  return { id: { namespace, ownerId, key }, kind, version: BigInt(version), permissionRead };
}

/** Names one entry's notes, so that a newer one replaces an older one that waits. */
export const noteKey = ({ id }: ChangeNote): string => stateName(id);

// Ids may hold dots, which would be several tokens; they cannot hold `=`.
const token = (id: string): string => id.replaceAll('.', '=');
