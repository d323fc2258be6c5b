import type { Kind, Things, Versioned } from './things.js';
import type { NumberedWrite } from './write.js';

type Shelf<K extends Kind> = Map<string, Versioned<Things[K]>>;

/** Where things can be read: a world, or a draft over one. */
export interface WorldView {
  get<K extends Kind>(kind: K, id: string): Versioned<Things[K]> | undefined;
  /** Ids of a kind, in no order. */
  ids(kind: Kind): Iterable<string>;
  /** How many of a kind there are. */
  count(kind: Kind): number;
  /** Ids of the entities in a place, in no order. */
  entitiesAt(locationId: string): Iterable<string>;
}

/** A whole world at one revision, in memory. */
export class WorldModel implements WorldView {
  readonly #shelves: { readonly [K in Kind]: Shelf<K> } = {
    region: new Map(),
    location: new Map(),
    mood: new Map(),
    entity: new Map(),
    fact: new Map(),
  };
  readonly #entitiesAt = new Map<string, Set<string>>();

  get<K extends Kind>(kind: K, id: string): Versioned<Things[K]> | undefined {
    return (this.#shelves[kind] as Shelf<K>).get(id);
  }

  ids(kind: Kind): Iterable<string> {
    return this.#shelves[kind].keys();
  }

  count(kind: Kind): number {
    return this.#shelves[kind].size;
  }

  entitiesAt(locationId: string): Iterable<string> {
    return this.#entitiesAt.get(locationId) ?? [];
  }

  apply(writes: Iterable<NumberedWrite>): void {
    for (const write of writes) {
      if (write.kind === 'entity') this.#index(write.id, write.value?.locationId);
      const shelf = this.#shelves[write.kind] as Map<string, Versioned<unknown>>;
      if (write.value === undefined) shelf.delete(write.id);
      else shelf.set(write.id, { version: write.version, value: write.value });
    }
  }

  #index(entityId: string, to: string | undefined): void {
    const from = this.get('entity', entityId)?.value.locationId;
    if (from === to) return;
    if (from !== undefined) this.#leave(entityId, from);
    if (to === undefined) return;
    const there = this.#entitiesAt.get(to) ?? new Set();
    this.#entitiesAt.set(to, there.add(entityId));
  }

  #leave(entityId: string, from: string): void {
    const there = this.#entitiesAt.get(from);
    there?.delete(entityId);
    if (there?.size === 0) this.#entitiesAt.delete(from);
  }
}
