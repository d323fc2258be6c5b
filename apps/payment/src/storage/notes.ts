import { EntityRepository, type Entity, type EntityChange, type Store } from '@bodybroker/storage';
import type { Note } from '../domain/note.js';

/** The notes of this service. */
export class Notes {
  readonly #notes: EntityRepository<Note>;

  constructor(store: Store, random: () => number) {
    this.#notes = new EntityRepository(store, 'note', {
      encode: (note) => Buffer.from(JSON.stringify(note)),
      decode: (bytes) => JSON.parse(Buffer.from(bytes).toString()) as Note,
      random,
    });
  }

  /** @throws DomainError NOT_FOUND NOTE_NOT_FOUND */
  require(noteId: string): Promise<Entity<Note>> {
    return this.#notes.require(noteId);
  }

  /** @throws DomainError VERSION_CONFLICT */
  set(
    noteId: string,
    expectedVersion: bigint | undefined,
    change: (version: bigint) => EntityChange<Note>,
  ): Promise<Entity<Note>> {
    const options = expectedVersion === undefined ? {} : { expectedVersion };
    return this.#notes.upsert(noteId, (_current, version) => change(version), options);
  }
}
