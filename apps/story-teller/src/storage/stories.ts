import type { Clock } from '@bodybroker/domain';
import {
  type Entity,
  type EntityChange,
  type EntityRef,
  EntityRepository,
  type IndexChange,
  type IndexEntry,
  jsonCodec,
  type OnceResult,
  type OutboxEvent,
  type Put,
  type ReceiptRef,
  type Store,
} from '@bodybroker/storage';
import { ownerOfRun, type BeatRun } from '../domain/beat-run.js';
import { MAX_CHRONICLE, type ChronicleEntry } from '../domain/chronicle.js';
import type { Errand } from '../domain/errand.js';
import { nextPhaseGms } from '../domain/pulse.js';
import type { StoryDraft } from '../domain/story-draft.js';
import type { Story } from '../domain/story.js';
import { chronicleOf, ERRANDS_DUE, phasesDueOf, runRef, storyRef } from './story-keys.js';

export interface StoriesOptions {
  readonly clock: Clock;
  /** What to publish of a change. */
  tell(storyId: string, draft: StoryDraft, version: bigint): readonly OutboxEvent[];
  /** A shard has new errands. */
  onErrands(shard: number): void;
  random(): number;
}

/** Whose story, and where. */
export interface StoryOwner {
  readonly playerId: string;
  readonly worldId: string;
}

/** A story that has changed, and the run that goes with it. */
export interface StoryWrite {
  readonly draft: StoryDraft;
  /** `version`: what it has now, 0n for a new one. */
  readonly run?: { readonly id: string; readonly value: BeatRun; readonly version: bigint };
}

/** How a story changes. May run several times. */
export type ChangeStory<Write> = (story: Story | undefined) => Promise<Write> | Write;

// A run that is over is looked at again for a while: a month.
const OVER_TTL_MS = 30 * 24 * 3_600_000;
const BATCH = 100;
const runs = jsonCodec<BeatRun>();
const errands = jsonCodec<Errand>();
const entries = jsonCodec<ChronicleEntry>();

/** The stories of all players, each with its runs, chronicle and errands in its player's shard. */
export class Stories {
  readonly #store: Store;
  readonly #options: StoriesOptions;
  readonly #stories: EntityRepository<Story>;
  readonly #runs: EntityRepository<BeatRun>;

  constructor(store: Store, options: StoriesOptions) {
    this.#store = store;
    this.#options = options;
    const random = (): number => options.random();
    this.#stories = new EntityRepository(store, 'story', { ...jsonCodec<Story>(), random });
    this.#runs = new EntityRepository(store, 'run', { ...runs, random, title: 'beat run' });
  }

  get(owner: StoryOwner): Promise<Entity<Story> | undefined> {
    return this.#stories.get(storyRef(owner));
  }

  /** @throws DomainError NOT_FOUND BEAT_RUN_NOT_FOUND */
  async run(runId: string): Promise<Entity<BeatRun>> {
    return this.#runs.require(runRef(runId, ownerOfRun(runId)));
  }

  /** Changes a story. @throws whatever `change` throws */
  async change<Write extends StoryWrite>(owner: StoryOwner, change: ChangeStory<Write>): Promise<Write> {
    const ref = storyRef(owner);
    let write: Write | undefined;
    await this.#stories.upsert(ref, async (current, version) => {
      write = await change(current?.value);
      return this.#toChange(ref, write, version);
    });
    if (write === undefined) throw new TypeError('a story was written that nobody changed');
    this.#announce(owner, write);
    return write;
  }

  /** Like change, but `undefined` leaves the story as it is. */
  async changeIf(owner: StoryOwner, change: ChangeStory<StoryWrite | undefined>): Promise<void> {
    const leave = new Error('nothing to write');
    const changed = this.change(owner, async (story) => {
      const write = await change(story);
      if (write === undefined) throw leave;
      return write;
    });
    await changed.catch((error: unknown) => {
      if (error !== leave) throw error;
    });
  }

  /** Like change, but once for each receipt, which remembers the response. */
  async changeOnce<Write extends StoryWrite>(
    owner: StoryOwner,
    receipt: ReceiptRef,
    change: ChangeStory<Write>,
    respond: (write: Write) => Uint8Array,
  ): Promise<OnceResult<Story>> {
    const ref = storyRef(owner);
    let write: Write | undefined;
    const result = await this.#stories.upsertOnce(ref, receipt, async (current, version) => {
      write = await change(current?.value);
      return { ...this.#toChange(ref, write, version), response: respond(write) };
    });
    if (result.status === 'written') this.#announce(owner, write);
    return result;
  }

  /** Entries of a chronicle, the newest first. */
  async chronicle(
    owner: StoryOwner,
    options: { readonly limit: number; readonly before?: bigint },
  ): Promise<readonly { readonly sequence: bigint; readonly entry: ChronicleEntry }[]> {
    const log = await this.#store.shard(owner.playerId).log(chronicleOf(owner), options);
    return log.map(({ sequence, bytes }) => ({ sequence, entry: entries.decode(bytes) }));
  }

  /** Players of a world whose phase ends by itself by now. */
  async *phasesDue(worldId: string, gms: number): AsyncGenerator<string> {
    for (const shard of this.#store.shards()) {
      let after: IndexEntry | undefined;
      do {
        const options = { max: gms, limit: BATCH, ...(after === undefined ? {} : { after }) };
        const due = await shard.range(phasesDueOf(worldId), options);
        for (const { member } of due) yield member;
        after = due.length < BATCH ? undefined : due.at(-1);
      } while (after !== undefined);
    }
  }

  #announce({ playerId }: StoryOwner, write: StoryWrite | undefined): void {
    if (write !== undefined && write.draft.errands.length > 0)
      this.#options.onErrands(this.#store.shard(playerId).number);
  }

  #toChange(ref: Exclude<EntityRef, string>, { draft, run }: StoryWrite, version: bigint): EntityChange<Story> {
    const { story } = draft;
    const nowMs = this.#options.clock.now();
    const errandPuts = draft.errands.map((errand): Put => ({
      kind: 'errand',
      id: errand.id,
      bytes: errands.encode(errand),
      expectedVersion: 0n,
    }));
    const errandsDue = draft.errands.map(({ id }): IndexChange => ({
      op: 'set',
      index: ERRANDS_DUE,
      member: id,
      score: nowMs,
    }));
    const next = nextPhaseGms(story.pulse);
    const index = phasesDueOf(story.worldId);
    const member = story.playerId;
    return {
      value: story,
      puts: [...(run === undefined ? [] : [runPut(run)]), ...errandPuts],
      indexes: [
        ...errandsDue,
        next === undefined ? { op: 'remove', index, member } : { op: 'set', index, member, score: next },
      ],
      logs: draft.entries.map((entry) => ({
        log: chronicleOf(story),
        bytes: entries.encode(entry),
        maxEntries: MAX_CHRONICLE,
      })),
      events: this.#options.tell(ref.id, draft, version),
    };
  }
}

function runPut({ id, value, version }: NonNullable<StoryWrite['run']>): Put {
  const ttl = value.status === 'RUNNING' ? {} : { ttlMs: OVER_TTL_MS };
  return { kind: 'run', id, bytes: runs.encode(value), expectedVersion: version, ...ttl };
}
