import { jsonCodec, type Shard, type Store } from '@bodybroker/storage';
import type { Versioned } from '../domain/things.js';
import { FIRST_CLOCK, type WorldClock } from '../domain/world-clock.js';
import { WorldModel } from '../domain/world-model.js';
import type { NumberedWrite } from '../domain/write.js';
import type { ChangeLog } from './change-log.js';
import { CLOCK, WORLD, readThings } from './world-keys.js';

/** Further behind than this, everything is read anew. */
const MAX_CATCH_UP = 2000n;

const clocks = jsonCodec<WorldClock>();
const things = jsonCodec<unknown>();

/**
 * One world in this process's memory. What is read from it between two awaits is of one revision; `refresh` brings it up to the
 * store's by the change log, so that a read costs one question and a write none of its own.
 */
export class WorldReplica {
  readonly worldId: string;
  readonly #shard: Shard;
  readonly #log: ChangeLog;
  #model = new WorldModel();
  #revision = 0n;
  #clock: Versioned<WorldClock> = { version: 0n, value: FIRST_CLOCK };
  #running: Promise<void> = Promise.resolve();
  #next: Promise<void> | undefined;

  constructor(worldId: string, store: Store, log: ChangeLog) {
    this.worldId = worldId;
    this.#shard = store.shard(worldId);
    this.#log = log;
  }

  get model(): WorldModel {
    return this.#model;
  }

  /** 0: there is no such world yet. */
  get revision(): bigint {
    return this.#revision;
  }

  get clock(): Versioned<WorldClock> {
    return this.#clock;
  }

  /** Resolves when this is at least as new as the store was when it was called. */
  refresh(): Promise<void> {
    // One that is under way may have asked before this call: only the next one is surely new enough.
    this.#next ??= this.#running
      .catch(() => undefined)
      .then(() => {
        this.#next = undefined;
        this.#running = this.#catchUp();
        return this.#running;
      });
    return this.#next;
  }

  /** Takes in what this process itself has committed, unless the log brought it already. */
  committed(revision: bigint, writes: readonly NumberedWrite[]): void {
    if (revision !== this.#revision + 1n) return;
    this.#model.apply(writes);
    this.#revision = revision;
  }

  /** Takes in a clock this process has stored. */
  heard(clock: Versioned<WorldClock>): void {
    if (clock.version > this.#clock.version) this.#clock = clock;
  }

  async #catchUp(): Promise<void> {
    const [world, clock] = await Promise.all([
      this.#shard.get(WORLD, this.worldId),
      this.#shard.get(CLOCK, this.worldId),
    ]);
    if (clock === undefined) this.#clock = { version: 0n, value: FIRST_CLOCK };
    else if (clock.version !== this.#clock.version) {
      this.#clock = { version: clock.version, value: clocks.decode(clock.bytes) };
    }
    await this.#follow(world?.version ?? 0n);
  }

  async #follow(revision: bigint): Promise<void> {
    if (revision === this.#revision) return;
    const behind = revision - this.#revision;
    // A store that went back was emptied.
    const isNear = behind > 0n && behind <= MAX_CATCH_UP && this.#revision > 0n;
    const missed = isNear ? await this.#log.between(this.worldId, this.#revision, revision) : undefined;
    if (missed === undefined) return this.#reload();
    for (const each of missed) {
      if ('reset' in each) return this.#reload();
      this.committed(each.revision, each.writes as readonly NumberedWrite[]);
    }
  }

  /** Reads everything, then follows the log from before that: its revisions say whole things, so saying one twice is harmless. */
  async #reload(): Promise<void> {
    for (;;) {
      const before = (await this.#shard.get(WORLD, this.worldId))?.version ?? 0n;
      const model = new WorldModel();
      model.apply(await readThings(this.#shard, this.worldId, (bytes) => things.decode(bytes)));
      const now = (await this.#shard.get(WORLD, this.worldId))?.version ?? 0n;
      const missed = await this.#log.between(this.worldId, before, now);
      if (missed === undefined || missed.some((each) => 'reset' in each)) continue;
      for (const each of missed) if ('writes' in each) model.apply(each.writes as readonly NumberedWrite[]);
      this.#model = model;
      this.#revision = now;
      return;
    }
  }
}
