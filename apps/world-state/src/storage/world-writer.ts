import { AsyncLocalStorage } from 'node:async_hooks';
import { isDomainError, versionConflict } from '@bodybroker/domain';
import type { OutboxEvent, ReceiptRef, Shard, Store } from '@bodybroker/storage';
import type { Versioned } from '../domain/things.js';
import type { WorldClock } from '../domain/world-clock.js';
import type { WorldConditions } from '../domain/world-conditions.js';
import { WorldDraft } from '../domain/world-draft.js';
import type { ChangeLog } from './change-log.js';
import type { Revision } from './revision-commit.js';
import { stageWrite, type Plan, type StagedWrite, type Written } from './stage-write.js';
import type { WorldReplica } from './world-replica.js';

export interface WorldWriterOptions {
  readonly conditions: WorldConditions;
  readonly log: ChangeLog;
  /** Puts what a new world begins with into an empty draft. */
  seed(draft: WorldDraft): void;
  /** What to publish of a revision. */
  tell(revision: Revision): readonly OutboxEvent[];
  pause(ms: number): Promise<void>;
  random(): number;
}

export interface WriteOptions {
  /** Refused with VERSION_CONFLICT at another revision. */
  readonly expectedRevision?: bigint | undefined;
  /** A new clock, stored in the same step; undefined leaves it. */
  readonly clock?: (clock: WorldClock) => WorldClock | undefined;
}

/** A write to do. What it answers goes into its receipt, if it has one. */
export interface WriteOrder<Result> extends WriteOptions {
  readonly plan: Plan<Result>;
  readonly once?: { readonly receipt: ReceiptRef; readonly respond: (written: Written<Result>) => Uint8Array };
}

export type Outcome<Result> = { readonly written: Written<Result> } | { readonly replayed: Uint8Array };

interface Job {
  readonly order: WriteOrder<unknown>;
  /** Runs something as the request that asked for this write: events name it as their cause. */
  readonly asAsked: <T>(run: () => T) => T;
  tries: number;
  resolve(outcome: Outcome<unknown>): void;
  reject(error: unknown): void;
}

/** Writes that one round takes. */
const MAX_BATCH = 64;
/** Tries of a write that lost to another instance. Each loser is some winner's success, so this many lose only by a fault. */
const MAX_TRIES = 60;
const MAX_PAUSE_MS = 8;

/**
 * Writes one world from this process, in rounds: what waits is planned one upon the other and sent at once, each write as its own
 * revision on the one before. Should another instance come between, those after it are refused by the store and planned anew.
 */
export class WorldWriter {
  readonly #replica: WorldReplica;
  readonly #shard: Shard;
  readonly #options: WorldWriterOptions;
  #waiting: Job[] = [];
  #isAtWork = false;

  constructor(replica: WorldReplica, store: Store, options: WorldWriterOptions) {
    this.#replica = replica;
    this.#shard = store.shard(replica.worldId);
    this.#options = options;
  }

  /** @throws DomainError VERSION_CONFLICT, UNAVAILABLE; whatever the plan or checkDraft throws */
  write<Result>(order: WriteOrder<Result>): Promise<Outcome<Result>> {
    return new Promise((resolve, reject) => {
      const asAsked = AsyncLocalStorage.snapshot();
      this.#waiting.push({
        order: order as WriteOrder<unknown>,
        asAsked: (run) => asAsked(run),
        tries: 0,
        resolve: resolve as Job['resolve'],
        reject,
      });
      if (!this.#isAtWork) void this.#work();
    });
  }

  async #work(): Promise<void> {
    this.#isAtWork = true;
    while (this.#waiting.length > 0) {
      const jobs = this.#waiting.splice(0, MAX_BATCH);
      try {
        this.#waiting.unshift(...(await this.#round(jobs)));
      } catch (error) {
        for (const job of jobs) job.reject(error);
      }
    }
    this.#isAtWork = false;
  }

  /** Answers the jobs that are left to do. */
  async #round(jobs: readonly Job[]): Promise<readonly Job[]> {
    const [earlier] = await Promise.all([Promise.all(jobs.map((job) => this.#earlier(job))), this.#replica.refresh()]);
    const todo = jobs.filter((job, index) => {
      const replayed = earlier[index];
      if (replayed !== undefined) job.resolve({ replayed });
      return replayed === undefined;
    });
    if (this.#replica.revision > 0n) return this.#commitAll(todo);
    await this.#commitAll([this.#seeding()]);
    return todo;
  }

  async #commitAll(jobs: readonly Job[]): Promise<readonly Job[]> {
    const left: Job[] = [];
    const staged: { readonly job: Job; readonly write: StagedWrite<unknown> }[] = [];
    const stage = new WorldDraft(this.#replica.model);
    let { revision, clock } = this.#replica as { revision: bigint; clock: Versioned<WorldClock> };
    for (const job of jobs) {
      // What is answered without a write must not rest on writes that may yet be refused: it waits for the next round.
      const isFirst = staged.length === 0;
      try {
        const write = await this.#stage(job, { stage, revision, clock });
        if (write.commit === undefined) {
          if (isFirst) job.resolve({ written: write.written });
          else left.push(job);
          continue;
        }
        staged.push({ job, write });
        stage.absorb(write.writes);
        revision = write.written.revision;
        clock = write.clock;
      } catch (error) {
        if (isFirst) job.reject(error);
        else left.push(job);
      }
    }
    const results = await Promise.allSettled(staged.map(({ write }) => this.#shard.commit(write.commit ?? {})));
    const lost = staged.filter(({ job, write }, index) => this.#isLost(job, write, results[index]));
    if (lost.length > 0 && lost.length === staged.length) {
      await this.#options.pause(this.#options.random() * MAX_PAUSE_MS);
    }
    return [...left, ...lost.map(({ job }) => job)];
  }

  /** Answers the job, unless it is to be tried again. */
  #isLost(
    job: Job,
    write: StagedWrite<unknown>,
    result: PromiseSettledResult<Awaited<ReturnType<Shard['commit']>>> | undefined,
  ): boolean {
    if (result?.status === 'fulfilled') {
      if (result.value.status === 'replayed') job.resolve({ replayed: result.value.response });
      else {
        if (write.writes.length > 0) this.#replica.committed(write.written.revision, write.writes);
        this.#replica.heard(write.clock);
        job.resolve({ written: write.written });
      }
      return false;
    }
    const error: unknown = result?.reason;
    const hasLost = isDomainError(error) && error.code === 'VERSION_CONFLICT';
    job.tries += 1;
    if (hasLost && job.tries < MAX_TRIES) return true;
    job.reject(hasLost ? versionConflict(`world ${this.#replica.worldId}`, this.#replica.revision) : error);
    return false;
  }

  #stage(
    job: Job,
    base: { readonly stage: WorldDraft; readonly revision: bigint; readonly clock: Versioned<WorldClock> },
  ) {
    const { worldId } = this.#replica;
    const isRetry = job.tries > 0;
    return job.asAsked(() =>
      stageWrite(job.order, { ...base, ...this.#options, worldId, shard: this.#shard, knowsDeleted: isRetry }),
    );
  }

  async #earlier({ order: { once } }: Job): Promise<Uint8Array | undefined> {
    const found = once && (await this.#shard.receipt(once.receipt).catch(laterRefused));
    return found?.status === 'done' ? found.response : undefined;
  }

  #seeding(): Job {
    const nothing = (): void => undefined;
    const order = { plan: (draft: WorldDraft) => this.#options.seed(draft) };
    return { order, asAsked: (run) => run(), tries: 0, resolve: nothing, reject: nothing };
  }
}

/** A key that was used for something else is refused by the commit as well: one bad request must not fail a whole round. */
function laterRefused(error: unknown): undefined {
  if (isDomainError(error) && error.code === 'INVALID_ARGUMENT') return undefined;
  throw error;
}
