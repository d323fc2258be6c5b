import {
  jsonCodec,
  type Commit,
  type IndexChange,
  type LogAppend,
  type OutboxEvent,
  type Put,
} from '@bodybroker/storage';
import type { WorldClock } from '../domain/world-clock.js';
import type { WorldView } from '../domain/world-model.js';
import { keyOf, type NumberedWrite } from '../domain/write.js';
import { CLOCK, WORLD, storedId, thingsOf } from './world-keys.js';

/** A new revision: what it did, to which world. */
export interface Revision {
  readonly worldId: string;
  readonly revision: bigint;
  readonly writes: readonly NumberedWrite[];
  /** The world before it. */
  readonly world: WorldView;
  /** The game clock. */
  readonly gms: number;
}

const values = jsonCodec<unknown>();

/** Everything that becomes of a revision in one step, if the world is still at `base`. */
export function revisionCommit(
  { worldId, writes }: Revision,
  options: { readonly base: bigint; readonly log: LogAppend; readonly events: readonly OutboxEvent[] },
): Commit {
  const { base, log, events } = options;
  const world: Put = { kind: WORLD, id: worldId, bytes: values.encode({}), expectedVersion: base };
  return {
    puts: [world, ...writes.filter(({ value }) => value !== undefined).map((write) => putOf(worldId, write))],
    deletes: writes
      .filter(({ value }) => value === undefined)
      .map(({ kind, id }) => ({ kind, id: storedId(worldId, id) })),
    indexes: writes.flatMap((write) => indexChanges(worldId, write)),
    logs: [log],
    events,
  };
}

export function clockPut(worldId: string, version: bigint, clock: WorldClock): Put {
  return { kind: CLOCK, id: worldId, bytes: values.encode(clock), expectedVersion: version };
}

function putOf(worldId: string, { kind, id, value, version }: NumberedWrite): Put {
  return { kind, id: storedId(worldId, id), bytes: values.encode(value), newVersion: version };
}

/** The index changes with what comes and goes only. */
function indexChanges(worldId: string, write: NumberedWrite): readonly IndexChange[] {
  const entry = { index: thingsOf(worldId), member: keyOf(write) };
  if (write.value === undefined) return [{ op: 'remove', ...entry }];
  return write.before === undefined ? [{ op: 'set', ...entry, score: 0 }] : [];
}
