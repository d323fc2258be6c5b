import { cutPage, DomainError, type Page } from '@bodybroker/domain';
import {
  type Commit,
  type Entity,
  type EntityRef,
  EntityRepository,
  type IndexEntry,
  jsonCodec,
  type Store,
} from '@bodybroker/storage';
import type { ScheduledEvent } from '../domain/scheduled-event.js';

export const MAX_SCHEDULED = 10_000;

export interface ScheduleFilter {
  /** Next run at or after this. */
  readonly fromGms: number | undefined;
  /** Next run before this. */
  readonly toGms: number | undefined;
}

/** What must be published, or still hold, for a change to count. */
export type Alongside = Pick<Commit, 'events' | 'fences'>;

/** The scheduled events of all worlds, each with a run to come, and an index of them by their next run. */
export class Schedule {
  readonly #store: Store;
  readonly #events: EntityRepository<ScheduledEvent>;

  constructor(store: Store, random: () => number) {
    this.#store = store;
    const options = { ...jsonCodec<ScheduledEvent>(), random, title: 'scheduled event' };
    this.#events = new EntityRepository(store, 'scheduled', options);
  }

  /** @throws DomainError NOT_FOUND SCHEDULED_EVENT_NOT_FOUND */
  require(worldId: string, id: string): Promise<Entity<ScheduledEvent>> {
    return this.#events.require(refOf(worldId, id));
  }

  /**
   * Adds an event, or replaces the one of the same id.
   * @throws DomainError VERSION_CONFLICT; RESOURCE_EXHAUSTED TOO_MANY_SCHEDULED
   */
  async put(
    worldId: string,
    event: ScheduledEvent,
    expectedVersion: bigint | undefined,
    alongside: Alongside = {},
  ): Promise<Entity<ScheduledEvent>> {
    const options = expectedVersion === undefined ? {} : { expectedVersion };
    const place = { op: 'set', index: indexOf(worldId), member: event.id, score: event.nextGms } as const;
    return this.#events.upsert(
      refOf(worldId, event.id),
      async (current) => {
        if (current === undefined) await this.#assertRoom(worldId);
        return { ...alongside, value: event, indexes: [place] };
      },
      options,
    );
  }

  /** @throws DomainError NOT_FOUND SCHEDULED_EVENT_NOT_FOUND; VERSION_CONFLICT */
  remove(
    worldId: string,
    id: string,
    expectedVersion: bigint | undefined,
    alongside: Alongside = {},
  ): Promise<Entity<ScheduledEvent>> {
    const options = expectedVersion === undefined ? {} : { expectedVersion };
    const displace = { op: 'remove', index: indexOf(worldId), member: id } as const;
    return this.#events.delete(refOf(worldId, id), () => ({ ...alongside, indexes: [displace] }), options);
  }

  /** A page by next run, then by id. */
  async list(worldId: string, filter: ScheduleFilter, page: Page): Promise<EntityPage> {
    const entries = await this.#store.shard(worldId).range(indexOf(worldId), {
      ...(filter.fromGms === undefined ? {} : { min: filter.fromGms }),
      ...(filter.toGms === undefined ? {} : { max: filter.toGms - 1 }),
      ...(page.after === undefined ? {} : { after: keyToEntry(page.after) }),
      limit: page.size + 1,
    });
    const { rows, nextPageToken } = cutPage(entries, page, entryToKey);
    return { entities: await this.#events.getMany(rows.map(({ member }) => refOf(worldId, member))), nextPageToken };
  }

  /** Those whose time has come, the longest due first. */
  async due(worldId: string, gms: number, limit: number): Promise<readonly Entity<ScheduledEvent>[]> {
    const entries = await this.#store.shard(worldId).range(indexOf(worldId), { max: gms, limit });
    return this.#events.getMany(entries.map(({ member }) => refOf(worldId, member)));
  }

  async #assertRoom(worldId: string): Promise<void> {
    if ((await this.#store.shard(worldId).count(indexOf(worldId))) < MAX_SCHEDULED) return;
    const rule = `a world has at most ${MAX_SCHEDULED} scheduled events`;
    throw new DomainError('RESOURCE_EXHAUSTED', 'TOO_MANY_SCHEDULED', rule, { retryable: false });
  }
}

export interface EntityPage {
  readonly entities: readonly Entity<ScheduledEvent>[];
  /** Empty: there are no more. */
  readonly nextPageToken: string;
}

// All of a world lives in one shard, with its clock and its leader's lease, so that a commit can be fenced.
const refOf = (worldId: string, id: string): EntityRef => ({ id: `${worldId}/${id}`, owner: worldId });
const indexOf = (worldId: string): string => `scheduled:${worldId}`;

const entryToKey = ({ score, member }: IndexEntry): string => `${score}/${member}`;

function keyToEntry(key: string): IndexEntry {
  const slash = key.indexOf('/');
  return { score: Number(key.slice(0, slash)), member: key.slice(slash + 1) };
}
