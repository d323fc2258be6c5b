import type { Kind, Things, Versioned } from './things.js';
import type { WorldView } from './world-model.js';
import { keyOf, type NumberedWrite, type Write } from './write.js';

/** A world as it would be after some changes, none of which is done yet. Later changes see earlier ones. */
export class WorldDraft implements WorldView {
  readonly #base: WorldView;
  readonly #changed = new Map<string, Write>();
  readonly #versions = new Map<string, bigint>();

  constructor(base: WorldView) {
    this.#base = base;
  }

  /** What is changed here has the version it had before; what is new has 0. */
  get<K extends Kind>(kind: K, id: string): Versioned<Things[K]> | undefined {
    const changed = this.#changed.get(keyOf({ kind, id }));
    const base = this.#base.get(kind, id);
    if (changed === undefined) return base;
    if (changed.value === undefined) return undefined;
    return { version: this.#versions.get(keyOf(changed)) ?? base?.version ?? 0n, value: changed.value as Things[K] };
  }

  /** The version of something that is there, or was when this draft took it in; undefined when neither. */
  lastVersion(kind: Kind, id: string): bigint | undefined {
    return this.#versions.get(keyOf({ kind, id })) ?? this.#base.get(kind, id)?.version;
  }

  *ids(kind: Kind): Iterable<string> {
    for (const id of this.#base.ids(kind)) if (this.get(kind, id) !== undefined) yield id;
    for (const write of this.#of(kind)) {
      if (write.value !== undefined && this.#base.get(kind, write.id) === undefined) yield write.id;
    }
  }

  count(kind: Kind): number {
    let count = this.#base.count(kind);
    for (const { before, value } of this.#of(kind)) count += Number(value !== undefined) - Number(before !== undefined);
    return count;
  }

  *entitiesAt(locationId: string): Iterable<string> {
    for (const id of this.#base.entitiesAt(locationId)) {
      if (this.get('entity', id)?.value.locationId === locationId) yield id;
    }
    for (const { id, before, value } of this.#of('entity')) {
      if (value?.locationId === locationId && before?.locationId !== locationId) yield id;
    }
  }

  put<K extends Kind>(kind: K, id: string, value: Things[K]): void {
    this.#write(kind, id, value);
  }

  /** Nothing happens when it is not there. */
  delete(kind: Kind, id: string): void {
    if (this.get(kind, id) !== undefined) this.#write(kind, id, undefined);
  }

  /** Takes in what another draft upon this one came to. */
  absorb(writes: readonly NumberedWrite[]): void {
    for (const { kind, id, value, version } of writes) {
      this.#write(kind, id, value);
      this.#versions.set(keyOf({ kind, id }), version);
    }
  }

  /** What is to be done, in the order it was first thought of. Of something made and unmade again nothing is left. */
  get writes(): readonly Write[] {
    return [...this.#changed.values()].filter(({ before, value }) => before !== undefined || value !== undefined);
  }

  *#of<K extends Kind>(kind: K): Iterable<Extract<Write, { kind: K }>> {
    for (const write of this.#changed.values()) {
      if (write.kind === kind) yield write as Extract<Write, { kind: K }>;
    }
  }

  #write<K extends Kind>(kind: K, id: string, value: Things[K] | undefined): void {
    const before = this.#base.get(kind, id)?.value;
    const write = { kind, id, ...(before !== undefined && { before }), ...(value !== undefined && { value }) } as Write;
    this.#changed.set(keyOf(write), write);
  }
}
