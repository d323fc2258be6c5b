import { notFound, versionConflict } from '@bodybroker/domain';
import {
  type Entity,
  type EntityChange,
  EntityRepository,
  type IndexChange,
  jsonCodec,
  type OutboxEvent,
  type Put,
  type Store,
} from '@bodybroker/storage';
import { assertRoom, changeItems, itemCount, type Inventory, type ItemDeltas } from '../domain/inventory.js';
import type { Part } from '../domain/part.js';
import { gameDueAt, notGameDue } from './due.js';
import { putOf, versionAfter } from './put-of.js';

/** For how long a part that was thrown away is still known by its id: 24 h. */
const GONE_TTL_MS = 86_400_000;

/** What came or went, for the event that tells of it. */
export interface EntryChange {
  readonly partId: string;
  /** The item's id, or the part's type. */
  readonly itemId: string;
  readonly delta: number;
}

export const partsIndex = (playerId: string): string => `parts:${playerId}`;

/**
 * What one commit does to what a player holds. Everything of a player lives in one shard, and every such commit writes the
 * inventory's next version: two at once are done one after the other.
 */
export class PlayerDraft {
  readonly playerId: string;
  /** The inventory's, after this. */
  readonly version: bigint;
  readonly #store: Store;
  readonly #puts: Put[] = [];
  readonly #indexes: IndexChange[] = [];
  readonly #events: OutboxEvent[] = [];
  readonly #entries: EntryChange[] = [];
  #inventory: Inventory;
  #used: number;

  constructor(store: Store, playerId: string, begin: { inventory: Inventory; version: bigint; parts: number }) {
    this.#store = store;
    this.playerId = playerId;
    this.version = begin.version;
    this.#inventory = begin.inventory;
    this.#used = begin.parts + itemCount(begin.inventory);
  }

  get inventory(): Inventory {
    return this.#inventory;
  }

  /** Places taken. */
  get used(): number {
    return this.#used;
  }

  get entries(): readonly EntryChange[] {
    return this.#entries;
  }

  /** An entity of this player's shard. */
  async get<T>(kind: string, id: string): Promise<Entity<T> | undefined> {
    const options = { ...jsonCodec<T>(), random: () => 0 };
    return new EntityRepository<T>(this.#store, kind, options).get({ id, owner: this.playerId });
  }

  /** A part of this player, undefined when there is none, or none any more. */
  async find(id: string): Promise<Entity<Part> | undefined> {
    const part = await this.get<Part>('part', id);
    return part === undefined || part.value.state === 'VOID' || part.value.playerId !== this.playerId
      ? undefined
      : part;
  }

  /** A part that is to be changed. @throws DomainError NOT_FOUND PART_NOT_FOUND, VERSION_CONFLICT */
  async part(id: string, expectedVersion?: bigint): Promise<Entity<Part>> {
    const part = await this.find(id);
    if (part === undefined) throw notFound('part', id);
    if (expectedVersion !== undefined && expectedVersion !== part.version)
      throw versionConflict(`part ${id}`, part.version);
    return part;
  }

  /** Writes an entity of this shard that is no part. */
  put<T>(kind: string, id: string, value: T, current: Entity<T> | undefined): Entity<T> {
    this.#puts.push(putOf(kind, id, value, current));
    return { id, value, version: versionAfter(current), updatedMs: 0 };
  }

  /** Changes a part that stays where it is. */
  changePart(current: Entity<Part>, value: Part): Entity<Part> {
    return this.put('part', current.id, value, current);
  }

  /** A part comes in. @param lookGms when to look whether it is spoiled @throws DomainError FAILED_PRECONDITION INVENTORY_FULL */
  addPart(id: string, value: Part, lookGms: number): Entity<Part> {
    assertRoom(this.#used, 1);
    return this.#bringIn(id, value, undefined, lookGms);
  }

  /** A part that had gone comes back, room or not: it is the player's. */
  bringBack(current: Entity<Part>, value: Part, lookGms: number): Entity<Part> {
    return this.#bringIn(current.id, value, current, lookGms);
  }

  /** A part leaves. It is known by its id for ever when it went to somebody, for a day when it is gone. */
  removePart(current: Entity<Part>, value: Part): Entity<Part> {
    this.#used -= 1;
    this.#puts.push(putOf('part', current.id, value, current, value.state === 'DISCARDED' ? GONE_TTL_MS : undefined));
    this.#indexes.push(
      { op: 'remove', index: partsIndex(this.playerId), member: current.id },
      notGameDue('part', current.id, value.worldId),
    );
    this.#entries.push({ partId: current.id, itemId: value.partType, delta: -1 });
    return { ...current, value, version: versionAfter(current) };
  }

  /** Items come and go. Answers what really changed. @throws DomainError FAILED_PRECONDITION INVENTORY_FULL */
  changeItems(deltas: ItemDeltas): ItemDeltas {
    const { inventory, changed } = changeItems(this.#inventory, deltas);
    const more = Object.values(changed).reduce((sum, delta) => sum + delta, 0);
    if (more > 0) assertRoom(this.#used, more);
    this.#inventory = inventory;
    this.#used += more;
    this.#entries.push(...Object.entries(changed).map(([itemId, delta]) => ({ partId: '', itemId, delta })));
    return changed;
  }

  /** Further index changes and events of the same commit. */
  also(more: { readonly indexes?: readonly IndexChange[]; readonly events?: readonly OutboxEvent[] }): void {
    this.#indexes.push(...(more.indexes ?? []));
    this.#events.push(...(more.events ?? []));
  }

  toChange(): EntityChange<Inventory> {
    return { value: this.#inventory, puts: this.#puts, indexes: this.#indexes, events: this.#events };
  }

  #bringIn(id: string, value: Part, current: Entity<Part> | undefined, lookGms: number): Entity<Part> {
    this.#used += 1;
    this.#puts.push(putOf('part', id, value, current));
    this.#indexes.push(
      { op: 'set', index: partsIndex(this.playerId), member: id, score: value.sinceMs },
      gameDueAt('part', id, value.worldId, lookGms),
    );
    this.#entries.push({ partId: id, itemId: value.partType, delta: 1 });
    return { id, value, version: versionAfter(current), updatedMs: 0 };
  }
}
