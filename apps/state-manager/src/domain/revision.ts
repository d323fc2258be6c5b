import { notFound } from '@bodybroker/domain';
import type { StateEntry } from './state-entry.js';
import { stateName, type StateId } from './state-id.js';

/** How many revisions of an entry are kept. */
export const MAX_REVISIONS = 20;

/** What a state was once. */
export interface Revision {
  readonly version: bigint;
  /** Undefined for a deletion. */
  readonly entry: StateEntry | undefined;
  /** Unix milliseconds. */
  readonly changedMs: number;
}

/** The entry of an old version. @throws DomainError NOT_FOUND REVISION_NOT_FOUND when it is not kept, or was a deletion */
export function entryOfVersion(id: StateId, revisions: readonly Revision[], version: bigint): StateEntry {
  const entry = revisions.find((revision) => revision.version === version)?.entry;
  if (entry === undefined) throw notFound('revision', `${stateName(id)} at version ${version}`, 'REVISION_NOT_FOUND');
  return entry;
}
