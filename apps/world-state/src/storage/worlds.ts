import { isDomainError, KeyedMutex, notFound, versionConflict } from '@bodybroker/domain';
import type { Commit, OutboxEvent, ReceiptRef, Shard, Store } from '@bodybroker/storage';
import { checkDraft } from '../domain/check-draft.js';
import { regionsTouched } from '../domain/regions-touched.js';
import type { Kind } from '../domain/things.js';
import type { WorldClock } from '../domain/world-clock.js';
import type { WorldConditions } from '../domain/world-conditions.js';
import { WorldDraft } from '../domain/world-draft.js';
import { keyOf, type NumberedWrite, type Write } from '../domain/write.js';
import type { ChangeLog, ToldWrite } from './change-log.js';
import { clockPut, revisionCommit, type Revision } from './revision-commit.js';
import { storedId } from './world-keys.js';
import { WorldReplica } from './world-replica.js';

export interface WorldsOptions {
  readonly worldIds: ReadonlySet<string>;
  readonly conditions: WorldConditions;
  readonly log: ChangeLog;
  /** Puts what a new world begins with into an empty draft. */
  seed(draft: WorldDraft): void;
  /** What to publish of a revision. */
  tell(revision: Revision): readonly OutboxEvent[];
  pause(ms: number): Promise<void>;
  random(): number;
}

/** What came of a write. */
export interface Written<Result> {
  readonly result: Result;
  /** The world's revision after it: the one before when nothing was written. */
  readonly revision: bigint;
  /** The version a thing has now; 0 when it is not stored. */
  versionOf(kind: Kind, id: string): bigint;
}

export interface WriteOptions {
  /** Refused with VERSION_CONFLICT at another revision. */
  readonly expectedRevision?: bigint | undefined;
  /** A new clock, stored in the same step. */
  readonly clock?: (clock: WorldClock) => WorldClock | undefined;
}

/** What to do to a world. Runs on one revision, perhaps several times; what it throws is the answer. */
export type Plan<Result> = (draft: WorldDraft, world: WorldReplica) => Result;

/** The answer, and whether it was given before. */
export interface Once {
  readonly status: 'written' | 'replayed';
  readonly response: Uint8Array;
}

/** Tries of a write that lost to another instance. Each loser is some winner's success, so this many lose only by a fault. */
const MAX_TRIES = 40;
const MAX_PAUSE_MS = 10;

/**
 * The worlds, each with one counter of revisions: a write is planned on the revision this process knows, and stored only
 * if the world is still there. Writes of this process go one after another, so only other instances can come between.
 */
export class Worlds {
  readonly #store: Store;
  readonly #options: WorldsOptions;
  readonly #replicas: ReadonlyMap<string, WorldReplica>;
  readonly #mutex = new KeyedMutex();

  constructor(store: Store, options: WorldsOptions) {
    this.#store = store;
    this.#options = options;
    this.#replicas = new Map([...options.worldIds].map((id) => [id, new WorldReplica(id, store, options.log)]));
  }

  get ids(): ReadonlySet<string> {
    return this.#options.worldIds;
  }

  /**
   * The world as it is now. Read it before the next await, and all is of one revision.
   * @throws DomainError NOT_FOUND WORLD_NOT_FOUND
   */
  async read(worldId: string): Promise<WorldReplica> {
    const replica = this.#replicaOf(worldId);
    await replica.refresh();
    if (replica.revision === 0n) await this.write(worldId, () => undefined);
    return replica;
  }

  /** @throws DomainError NOT_FOUND WORLD_NOT_FOUND, VERSION_CONFLICT; whatever `plan` or checkDraft throws */
  async write<Result>(worldId: string, plan: Plan<Result>, options: WriteOptions = {}): Promise<Written<Result>> {
    const outcome = await this.#inTurn(worldId, plan, options);
    if ('written' in outcome) return outcome.written;
    throw new TypeError('a write without a receipt was answered by one');
  }

  /** Like write, once for each receipt. A plan that writes nothing leaves no receipt. */
  async writeOnce<Result>(
    worldId: string,
    receipt: ReceiptRef,
    plan: Plan<Result>,
    { respond, ...options }: WriteOptions & { readonly respond: (written: Written<Result>) => Uint8Array },
  ): Promise<Once> {
    const outcome = await this.#inTurn(worldId, plan, { ...options, once: { receipt, respond } });
    if ('replayed' in outcome) return { status: 'replayed', response: outcome.replayed };
    return { status: 'written', response: respond(outcome.written) };
  }

  #inTurn<Result>(worldId: string, plan: Plan<Result>, options: AttemptOptions<Result>): Promise<Outcome<Result>> {
    const replica = this.#replicaOf(worldId);
    return this.#mutex.run(worldId, async () => {
      for (let tries = 1; ; tries += 1) {
        const [earlier] = await Promise.all([this.#earlier(worldId, options), replica.refresh()]);
        if (earlier !== undefined) return { replayed: earlier };
        if (replica.revision === 0n) {
          await this.#attempt(replica, (draft) => this.#options.seed(draft), {});
          continue;
        }
        const outcome = await this.#attempt(replica, plan, options);
        if (outcome !== 'lost') return outcome;
        if (tries === MAX_TRIES) throw versionConflict(`world ${worldId}`, replica.revision);
        if (tries > 1) await this.#options.pause(this.#options.random() * MAX_PAUSE_MS);
      }
    });
  }

  async #earlier(worldId: string, { once }: Pick<AttemptOptions<never>, 'once'>): Promise<Uint8Array | undefined> {
    const found = once && (await this.#shard(worldId).receipt(once.receipt));
    return found?.status === 'done' ? found.response : undefined;
  }

  /** One try: `lost` when another instance came between. */
  async #attempt<Result>(
    replica: WorldReplica,
    plan: Plan<Result>,
    options: AttemptOptions<Result>,
  ): Promise<Outcome<Result> | 'lost'> {
    const { worldId, model, clock, revision: base } = replica;
    const { log, tell, conditions } = this.#options;
    const { expectedRevision } = options;
    if (expectedRevision !== undefined && expectedRevision !== base) throw versionConflict(`world ${worldId}`, base);
    const draft = new WorldDraft(model);
    const result = plan(draft, replica);
    checkDraft(draft, conditions);
    const { writes } = draft;
    const regionIds = writes.map((write) => regionsTouched(draft, write));
    const newClock = options.clock?.(clock.value);
    if (writes.length === 0 && newClock === undefined) return { written: outcomeOf(result, base, [], model) };

    const numbered = await Promise.all(writes.map((write) => this.#number(worldId, write, model)));
    const revision = writes.length === 0 ? base : base + 1n;
    const written = outcomeOf(result, revision, numbered, model);
    const told = numbered.map(({ before: _before, ...write }, index) => ({ ...write, regionIds: regionIds[index] ?? [] }) as ToldWrite);
    const news = { worldId, revision, writes: numbered, world: model, gms: (newClock ?? clock.value).gms };
    const commit: Commit = {
      ...(writes.length > 0 && revisionCommit(news, { base, log: log.appending(worldId, told), events: tell(news) })),
      ...(options.once && { receipt: { ...options.once.receipt, response: options.once.respond(written) } }),
    };
    const clockPuts = newClock === undefined ? [] : [clockPut(worldId, clock.version, newClock)];
    try {
      const puts = [...(commit.puts ?? []), ...clockPuts];
      const done = await this.#shard(worldId).commit({ ...commit, puts });
      if (done.status === 'replayed') return { replayed: done.response };
    } catch (error) {
      if (isDomainError(error) && error.code === 'VERSION_CONFLICT') return 'lost';
      throw error;
    }
    if (writes.length > 0) replica.committed(revision, numbered);
    if (newClock !== undefined) replica.heard({ version: clock.version + 1n, value: newClock });
    return { written };
  }

  /** Something that was deleted and comes again goes on counting, which only the store remembers. */
  async #number(worldId: string, write: Write, model: WorldReplica['model']): Promise<NumberedWrite> {
    const known = model.get(write.kind, write.id)?.version;
    if (known !== undefined) return { ...write, version: write.value === undefined ? known : known + 1n } as NumberedWrite;
    const { nextVersion } = await this.#shard(worldId).peek(write.kind, storedId(worldId, write.id));
    return { ...write, version: nextVersion } as NumberedWrite;
  }

  #replicaOf(worldId: string): WorldReplica {
    const replica = this.#replicas.get(worldId);
    if (replica === undefined) throw notFound('world', worldId);
    return replica;
  }

  #shard(worldId: string): Shard {
    return this.#store.shard(worldId);
  }
}

type AttemptOptions<Result> = WriteOptions & {
  readonly once?: { readonly receipt: ReceiptRef; readonly respond: (written: Written<Result>) => Uint8Array };
};

type Outcome<Result> = { readonly written: Written<Result> } | { readonly replayed: Uint8Array };

function outcomeOf<Result>(
  result: Result,
  revision: bigint,
  writes: readonly NumberedWrite[],
  model: WorldReplica['model'],
): Written<Result> {
  const versions = new Map(writes.map((write) => [keyOf(write), write.version]));
  return {
    result,
    revision,
    versionOf: (kind, id) => versions.get(keyOf({ kind, id })) ?? model.get(kind, id)?.version ?? 0n,
  };
}
