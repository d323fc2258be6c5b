import { versionConflict } from '@bodybroker/domain';
import type { Commit, OutboxEvent, Shard } from '@bodybroker/storage';
import { checkDraft } from '../domain/check-draft.js';
import { regionsTouched } from '../domain/regions-touched.js';
import { toldPart } from '../domain/told-part.js';
import type { Kind, Versioned } from '../domain/things.js';
import type { WorldClock } from '../domain/world-clock.js';
import type { WorldConditions } from '../domain/world-conditions.js';
import { WorldDraft } from '../domain/world-draft.js';
import { keyOf, type NumberedWrite, type Write } from '../domain/write.js';
import type { ChangeLog, News, ToldWrite } from './change-log.js';
import { clockPut, revisionCommit, type Revision } from './revision-commit.js';
import { storedId } from './world-keys.js';
import type { WriteOrder } from './world-writer.js';

/** What to do to a world. Runs on one revision, perhaps several times; what it throws is the answer. */
export type Plan<Result> = (draft: WorldDraft, clock: WorldClock) => Result;

/** What came of a write. */
export interface Written<Result> {
  readonly result: Result;
  /** The world's revision after it: the one before when nothing was written. */
  readonly revision: bigint;
  /** The version this write made of a thing; undefined when it made none. */
  versionOf(kind: Kind, id: string): bigint | undefined;
}

/** A write as it will be, if the world is still where it was planned. No commit: there is nothing to write. */
export interface StagedWrite<Result> {
  readonly written: Written<Result>;
  readonly writes: readonly NumberedWrite[];
  readonly clock: Versioned<WorldClock>;
  readonly commit: Commit | undefined;
}

export interface StageOptions {
  readonly worldId: string;
  readonly shard: Shard;
  /** The world with all writes before this one. */
  readonly stage: WorldDraft;
  readonly revision: bigint;
  readonly clock: Versioned<WorldClock>;
  readonly conditions: WorldConditions;
  readonly log: ChangeLog;
  tell(revision: Revision): readonly OutboxEvent[];
  /** Whether to ask the store for the versions of things that may have been there once. */
  readonly knowsDeleted: boolean;
}

/** Plans a write. @throws DomainError VERSION_CONFLICT; whatever the plan or checkDraft throws */
export async function stageWrite<Result>(
  order: WriteOrder<Result>,
  options: StageOptions,
): Promise<StagedWrite<Result>> {
  const { worldId, stage, revision: base, clock } = options;
  if (order.expectedRevision !== undefined && order.expectedRevision !== base) {
    throw versionConflict(`world ${worldId}`, base);
  }
  const draft = new WorldDraft(stage);
  const result = order.plan(draft, clock.value);
  checkDraft(draft, options.conditions);
  const told = draft.writes.map((write) => newsOf(draft, write));
  const newClock = order.clock?.(clock.value);
  const writes = await numbered(draft.writes, options);
  const revision = writes.length === 0 ? base : base + 1n;
  const written = outcomeOf(result, revision, writes);
  if (writes.length === 0 && newClock === undefined) return { written, writes, clock, commit: undefined };

  const news: Revision = { worldId, revision, writes, world: stage, gms: (newClock ?? clock.value).gms };
  const log = writes.map(({ before: _before, ...write }, index) => ({ ...write, ...told[index] }) as ToldWrite);
  const changes =
    writes.length === 0
      ? {}
      : revisionCommit(news, { base, log: options.log.appending(worldId, log), events: options.tell(news) });
  const clockPuts = newClock === undefined ? [] : [clockPut(worldId, clock.version, newClock)];
  const { once } = order;
  return {
    written,
    writes,
    clock: newClock === undefined ? clock : { version: clock.version + 1n, value: newClock },
    commit: {
      ...changes,
      puts: [...(changes.puts ?? []), ...clockPuts],
      ...(once && { receipt: { ...once.receipt, response: once.respond(written) } }),
    },
  };
}

function newsOf(draft: WorldDraft, write: Write): News {
  const regionIds = regionsTouched(draft, write);
  const part = toldPart(write, regionIds);
  return { regionIds, ...(part !== undefined && { part }) };
}

/**
 * Something new has version 1, unless it was there once: then the store refuses, and the next try asks it. Something deleted goes
 * on counting when it comes again.
 */
function numbered(
  writes: readonly Write[],
  { worldId, shard, stage, knowsDeleted }: StageOptions,
): Promise<NumberedWrite[]> {
  return Promise.all(
    writes.map(async (write) => {
      const last = stage.lastVersion(write.kind, write.id);
      if (last !== undefined)
        return { ...write, version: write.value === undefined ? last : last + 1n } as NumberedWrite;
      const { nextVersion } = knowsDeleted
        ? await shard.peek(write.kind, storedId(worldId, write.id))
        : { nextVersion: 1n };
      return { ...write, version: nextVersion } as NumberedWrite;
    }),
  );
}

function outcomeOf<Result>(result: Result, revision: bigint, writes: readonly NumberedWrite[]): Written<Result> {
  const versions = new Map(writes.map((write) => [keyOf(write), write.version]));
  return { result, revision, versionOf: (kind, id) => versions.get(keyOf({ kind, id })) };
}
