import { cutPage, type Clock, type Page } from '@bodybroker/domain';
import {
  type Entity,
  type EntityChange,
  type EntityRef,
  EntityRepository,
  type IndexEntry,
  jsonCodec,
  type OnceResult,
  type OutboxEvent,
  type ReceiptRef,
  type Shard,
  type Store,
  type WriteOptions,
} from '@bodybroker/storage';
import { withAccepted, withCompleted, withFlags, withOver, type PlayerBook } from '../domain/player-book.js';
import { playerOfQuest, questIdOf } from '../domain/quest-id.js';
import type { QuestPlan } from '../domain/quest-plan.js';
import { isLooking } from '../domain/quest-progress.js';
import { isOver, type QuestChange, type QuestState, type QuestStatus } from '../domain/quest.js';
import type { Moment } from '../domain/settle-steps.js';
import type { Books } from './books.js';
import { changesOf, deadlinesOf, entryToKey, keyToEntry, lookingOf, placesOf, questsOf } from './quest-indexes.js';

export interface QuestsOptions {
  readonly books: Books;
  readonly clock: Clock;
  /** The revision a quest is on. */
  plan(definitionId: string, revision: number): Promise<QuestPlan>;
  /** What a quest sees of the world and its player now. */
  moment(worldId: string, plan: QuestPlan, book: PlayerBook): Promise<Moment>;
  /** What to publish of a change. */
  tell(questId: string, change: QuestChange, version: bigint, plan: QuestPlan): readonly OutboxEvent[];
  random(): number;
}

/** A quest with all that decides about it. */
export interface QuestView {
  readonly quest: QuestState;
  readonly plan: QuestPlan;
  readonly moment: Moment;
}

/** How a quest changes; undefined leaves it as it is. May run several times. */
export type ChangeQuest = (view: QuestView) => QuestChange | undefined | Promise<QuestChange | undefined>;

/** A quest that is taken up. */
export interface AcceptedQuest extends QuestChange {
  readonly plan: QuestPlan;
}

export interface QuestPage {
  readonly entities: readonly Entity<QuestState>[];
  /** Empty: there are no more. */
  readonly nextPageToken: string;
}

const KIND = 'quest';
const BATCH = 100;
const codec = jsonCodec<QuestState>();
// A quest lives in its player's shard, where the player's book changes with it.
const refOf = (questId: string): EntityRef => ({ id: questId, owner: playerOfQuest(questId) });

/** The quests of all players, what is found by them, and the events of what changes them. */
export class Quests {
  readonly #store: Store;
  readonly #options: QuestsOptions;
  readonly #quests: EntityRepository<QuestState>;

  constructor(store: Store, options: QuestsOptions) {
    this.#store = store;
    this.#options = options;
    this.#quests = new EntityRepository(store, KIND, { ...codec, random: () => options.random() });
  }

  /** @throws DomainError NOT_FOUND QUEST_NOT_FOUND */
  async require(questId: string): Promise<Entity<QuestState>> {
    return this.#quests.require(refOf(questId));
  }

  getMany(questIds: readonly string[]): Promise<readonly Entity<QuestState>[]> {
    return this.#quests.getMany(questIds.map(refOf));
  }

  /** Takes a quest up, once for each receipt; in one commit with the player's book. */
  acceptOnce(
    playerId: string,
    receipt: ReceiptRef,
    accept: (book: PlayerBook) => Promise<AcceptedQuest>,
    respond: (entity: Entity<QuestState>, plan: QuestPlan) => Uint8Array,
  ): Promise<OnceResult<PlayerBook>> {
    return this.#options.books.changeOnce(playerId, receipt, async (book) => {
      const accepted = await accept(book);
      const { quest, plan } = accepted;
      const questId = questIdOf(playerId, book.accepted + 1);
      const version = 1n;
      const { gms } = await this.#options.moment(quest.worldId, plan, book);
      const opened = withAccepted(book, quest.definitionId, questId);
      return {
        value: quest.status === 'COMPLETED' ? withCompleted(opened, quest.definitionId, gms) : opened,
        puts: [{ kind: KIND, id: questId, bytes: codec.encode(quest), expectedVersion: 0n, newVersion: version }],
        indexes: this.#places(questId, quest, plan),
        events: this.#options.tell(questId, accepted, version, plan),
        response: respond({ id: questId, version, value: quest, updatedMs: this.#options.clock.now() }, plan),
      };
    });
  }

  /** @throws DomainError NOT_FOUND QUEST_NOT_FOUND; VERSION_CONFLICT; whatever `change` throws */
  async change(questId: string, change: ChangeQuest, options: WriteOptions = {}): Promise<Entity<QuestState>> {
    return this.#quests.update(refOf(questId), (entity, version) => this.#changed(entity, version, change), options);
  }

  /** Like change, but once for each receipt; without a change the answer is still remembered. */
  async changeOnce(
    questId: string,
    receipt: ReceiptRef,
    change: ChangeQuest,
    respond: (entity: Entity<QuestState>, plan: QuestPlan) => Uint8Array,
  ): Promise<OnceResult<QuestState>> {
    await this.require(questId);
    return this.#quests.upsertOnce(refOf(questId), receipt, async (current, version) => {
      const entity = current ?? (await this.require(questId));
      const changed = (await this.#changed(entity, version, change)) ?? { value: entity.value };
      const { definitionId, revision } = changed.value;
      const plan = await this.#options.plan(definitionId, revision);
      return { ...changed, response: respond({ ...entity, version, value: changed.value }, plan) };
    });
  }

  /** A player's quests, the newest first. */
  async list(playerId: string, statuses: readonly QuestStatus[], page: Page): Promise<QuestPage> {
    const shard = this.#store.shard(playerId);
    const found: { readonly entity: Entity<QuestState>; readonly entry: IndexEntry }[] = [];
    let after = page.after === undefined ? undefined : keyToEntry(page.after);
    for (;;) {
      const options = { order: 'desc', limit: BATCH, ...(after === undefined ? {} : { after }) } as const;
      const entries = await shard.range(questsOf(playerId), options);
      const entities = new Map(
        (await this.getMany(entries.map(({ member }) => member))).map((each) => [each.id, each]),
      );
      for (const entry of entries) {
        const entity = entities.get(entry.member);
        if (entity === undefined || (statuses.length > 0 && !statuses.includes(entity.value.status))) continue;
        found.push({ entity, entry });
      }
      after = entries.at(-1);
      if (found.length > page.size || entries.length < BATCH) break;
    }
    const { rows, nextPageToken } = cutPage(found, page, ({ entry }) => entryToKey(entry));
    return { entities: rows.map(({ entity }) => entity), nextPageToken };
  }

  /** A player's quests that changed at or after a moment (Unix ms), the earliest first. */
  async changedSince(playerId: string, sinceMs: number): Promise<readonly Entity<QuestState>[]> {
    const entries = await this.#store.shard(playerId).range(changesOf(playerId), { min: sinceMs, limit: BATCH });
    return this.getMany(entries.map(({ member }) => member));
  }

  /** Active quests whose deadline is reached. */
  async *overdue(worldId: string, gms: number): AsyncGenerator<string> {
    yield* this.#everywhere((shard, after) => shard.range(deadlinesOf(worldId), { max: gms, limit: BATCH, ...after }));
  }

  /** Active quests of a world that wait for the clock, a fact or a flag. */
  async *looking(worldId: string): AsyncGenerator<string> {
    yield* this.#everywhere((shard, after) => shard.range(lookingOf(worldId), { limit: BATCH, ...after }));
  }

  async *#everywhere(
    read: (shard: Shard, after: { readonly after?: IndexEntry }) => Promise<readonly IndexEntry[]>,
  ): AsyncGenerator<string> {
    for (const shard of this.#store.shards()) {
      let after: IndexEntry | undefined;
      do {
        const entries: readonly IndexEntry[] = await read(shard, after === undefined ? {} : { after });
        for (const { member } of entries) yield member;
        after = entries.length === BATCH ? entries.at(-1) : undefined;
      } while (after !== undefined);
    }
  }

  async #changed(
    { id, value: quest }: Entity<QuestState>,
    version: bigint,
    change: ChangeQuest,
  ): Promise<EntityChange<QuestState> | undefined> {
    const { books, tell } = this.#options;
    const plan = await this.#options.plan(quest.definitionId, quest.revision);
    const before = await books.read(quest.playerId);
    const moment = await this.#options.moment(quest.worldId, plan, before.book);
    const changed = await change({ quest, plan, moment });
    if (changed === undefined) return undefined;
    return {
      value: changed.quest,
      puts: books.putOf(quest.playerId, before, bookAfter(before.book, id, changed, plan, moment.gms)),
      indexes: this.#places(id, changed.quest, plan),
      events: tell(id, changed, version, plan),
    };
  }

  #places(questId: string, quest: QuestState, plan: QuestPlan): ReturnType<typeof placesOf> {
    return placesOf(questId, quest, { isLooking: isLooking(plan, quest), nowMs: this.#options.clock.now() });
  }
}

/** What a change of a quest means for its player's book. */
function bookAfter(
  book: PlayerBook,
  questId: string,
  { quest, happenings }: QuestChange,
  { definition }: QuestPlan,
  gms: number,
): PlayerBook {
  const happened = new Set(happenings.map(({ kind }) => kind));
  const completed = happened.has('completed') ? withCompleted(book, quest.definitionId, gms) : book;
  const claimed = happened.has('claimed') ? withFlags(completed, definition.rewards.flags) : completed;
  return isOver(quest) ? withOver(claimed, questId) : claimed;
}
