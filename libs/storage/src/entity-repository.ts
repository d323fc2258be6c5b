import { DomainError, notFound, versionConflict } from '@bodybroker/domain';
import type { Commit, CommitResult, Put } from './commit.js';
import type { ReceiptRef } from './receipt.js';
import { ExpectationFailed, retryConflicts } from './retry-conflicts.js';
import type { Peeked, Shard, Store } from './store.js';

/** An entity and the version it has. */
export interface Entity<T> {
  readonly id: string;
  readonly version: bigint;
  readonly value: T;
  /** Unix ms. */
  readonly updatedMs: number;
}

/**
 * An entity by its id, living in its own shard, or in the shard of an owner it must commit together with. The id alone must be
 * unique: owners share shards.
 */
export type EntityRef = string | { readonly id: string; readonly owner: string };

/** A new value and whatever must change with it, in one commit. `puts` are further entities of the same shard. */
export interface EntityChange<T> extends Omit<Commit, 'receipt'> {
  readonly value: T;
  /** Forget the entity after this. Default: keep. */
  readonly ttlMs?: number;
}

export interface WriteOptions {
  /** The caller's expected_version: 0n must not exist, n must be at n. Default: any. */
  readonly expectedVersion?: bigint;
  /** Ends the retries. */
  readonly signal?: AbortSignal;
}

export type OnceResult<T> =
  | { readonly status: 'written'; readonly entity: Entity<T>; readonly response: Uint8Array }
  /** An earlier request with the same key did it; its answer. */
  | { readonly status: 'replayed'; readonly response: Uint8Array };

export interface EntityRepositoryOptions<T> {
  encode(value: T): Uint8Array;
  decode(bytes: Uint8Array): T;
  /** Draws in [0, 1) for the jitter between retries. */
  random(): number;
  /** What a missing one is called in NOT_FOUND. Default: the kind. */
  readonly title?: string;
}

/**
 * Entities of one kind as values. Writes read first, so that each knows the version it makes (event ids need it), and start
 * over, up to 5 times, when another writer came between.
 *
 * @example
 * const climates = new EntityRepository(store, 'climate', { encode, decode, random });
 * const climate = await climates.update(regionId, ({ value }, version) => ({
 *   value: withOverride(value, override),
 *   events: [climateChanged(regionId, version)],
 * }));
 */
export class EntityRepository<T> {
  readonly #store: Store;
  readonly #kind: string;
  readonly #options: EntityRepositoryOptions<T>;

  constructor(store: Store, kind: string, options: EntityRepositoryOptions<T>) {
    this.#store = store;
    this.#kind = kind;
    this.#options = options;
  }

  async get(ref: EntityRef): Promise<Entity<T> | undefined> {
    return this.#entity(ref, await this.#shard(ref).peek(this.#kind, idOf(ref)));
  }

  /** Like get; throws NOT_FOUND when there is none. */
  async require(ref: EntityRef): Promise<Entity<T>> {
    const entity = await this.get(ref);
    if (entity === undefined) throw this.#notFound(ref);
    return entity;
  }

  /** Those of the refs that are there, in their order. */
  async getMany(refs: readonly EntityRef[]): Promise<readonly Entity<T>[]> {
    const entities = await Promise.all(refs.map((ref) => this.get(ref)));
    return entities.filter((entity) => entity !== undefined);
  }

  /** Writes a new entity. Throws ALREADY_EXISTS, reason `<TITLE>_ALREADY_EXISTS`, when there is one. */
  create(
    ref: EntityRef,
    make: (version: bigint) => EntityChange<T> | Promise<EntityChange<T>>,
    options: Pick<WriteOptions, 'signal'> = {},
  ): Promise<Entity<T>> {
    return this.#write(ref, options, (current, version) => {
      if (current !== undefined) throw this.#alreadyExists(ref);
      return make(version);
    });
  }

  /**
   * Changes an entity that is there. `change` may run several times; undefined from it leaves all as it is.
   * Throws NOT_FOUND; VERSION_CONFLICT when expectedVersion is not the current one, or when 5 retries lost as well.
   */
  update(
    ref: EntityRef,
    change: (current: Entity<T>, version: bigint) => EntityChange<T> | undefined | Promise<EntityChange<T> | undefined>,
    options: WriteOptions = {},
  ): Promise<Entity<T>> {
    return this.#write(ref, options, (current, version) => {
      if (current === undefined) throw this.#notFound(ref);
      return change(current, version);
    });
  }

  /** Like update, also for one that is not there yet (`current` is undefined). */
  upsert(
    ref: EntityRef,
    change: (current: Entity<T> | undefined, version: bigint) => EntityChange<T> | Promise<EntityChange<T>>,
    options: WriteOptions = {},
  ): Promise<Entity<T>> {
    return this.#write(ref, options, change);
  }

  /**
   * Like upsert, but does the request of one idempotency key once: a repeat gets the stored response and changes nothing.
   * Throws INVALID_ARGUMENT IDEMPOTENCY_KEY_REUSED, UNAVAILABLE IDEMPOTENCY_IN_PROGRESS.
   */
  async upsertOnce(
    ref: EntityRef,
    receipt: ReceiptRef,
    change: (
      current: Entity<T> | undefined,
      version: bigint,
    ) =>
      | (EntityChange<T> & { readonly response: Uint8Array })
      | Promise<EntityChange<T> & { readonly response: Uint8Array }>,
    options: WriteOptions = {},
  ): Promise<OnceResult<T>> {
    const shard = this.#shard(ref);
    const [earlier, first] = await Promise.all([shard.receipt(receipt), shard.peek(this.#kind, idOf(ref))]);
    if (earlier.status === 'done') return { status: 'replayed', response: earlier.response };
    let read: Peeked | undefined = first;
    return this.#retrying(options.signal, async () => {
      const peeked = this.#expecting(ref, read ?? (await shard.peek(this.#kind, idOf(ref))), options.expectedVersion);
      read = undefined;
      const { response, ...rest } = await change(this.#entity(ref, peeked), peeked.nextVersion);
      const written = await this.#commit(ref, peeked, { ...rest, receipt: { ...receipt, response } });
      if (written.result.status === 'replayed') return { status: 'replayed', response: written.result.response };
      return { status: 'written', entity: written.entity, response };
    });
  }

  /**
   * Deletes an entity that is there, with what must change with it. Throws NOT_FOUND and VERSION_CONFLICT.
   * Answers what was deleted.
   */
  delete(
    ref: EntityRef,
    alongside: (current: Entity<T>) => Omit<Commit, 'receipt'> = () => ({}),
    options: WriteOptions = {},
  ): Promise<Entity<T>> {
    return this.#retrying(options.signal, async () => {
      const current = this.#entity(ref, await this.#peek(ref, options.expectedVersion));
      if (current === undefined) throw this.#notFound(ref);
      const rest = alongside(current);
      const deletion = { kind: this.#kind, id: current.id, expectedVersion: current.version };
      await this.#shard(ref).commit({ ...rest, deletes: [deletion, ...(rest.deletes ?? [])] });
      return current;
    });
  }

  #write(
    ref: EntityRef,
    options: WriteOptions,
    change: (
      current: Entity<T> | undefined,
      version: bigint,
    ) => EntityChange<T> | undefined | Promise<EntityChange<T> | undefined>,
  ): Promise<Entity<T>> {
    return this.#retrying(options.signal, async () => {
      const peeked = await this.#peek(ref, options.expectedVersion);
      const current = this.#entity(ref, peeked);
      const changed = await change(current, peeked.nextVersion);
      if (changed !== undefined) return (await this.#commit(ref, peeked, changed)).entity;
      if (current === undefined) throw this.#notFound(ref);
      return current;
    });
  }

  async #peek(ref: EntityRef, expectedVersion: bigint | undefined): Promise<Peeked> {
    return this.#expecting(ref, await this.#shard(ref).peek(this.#kind, idOf(ref)), expectedVersion);
  }

  #expecting(ref: EntityRef, peeked: Peeked, expectedVersion: bigint | undefined): Peeked {
    const version = peeked.stored?.version ?? 0n;
    if (expectedVersion !== undefined && expectedVersion !== version) {
      throw new ExpectationFailed(versionConflict(`${this.#kind} ${idOf(ref)}`, version));
    }
    return peeked;
  }

  async #commit(
    ref: EntityRef,
    peeked: Peeked,
    change: EntityChange<T> & Pick<Commit, 'receipt'>,
  ): Promise<{ readonly entity: Entity<T>; readonly result: CommitResult }> {
    const { value, ttlMs, ...rest } = change;
    const id = idOf(ref);
    const shard = this.#shard(ref);
    const put: Put = {
      kind: this.#kind,
      id,
      bytes: this.#options.encode(value),
      expectedVersion: peeked.stored?.version ?? 0n,
      newVersion: peeked.nextVersion,
      ...(ttlMs === undefined ? {} : { ttlMs }),
    };
    const result = await shard.commit({ ...rest, puts: [put, ...(rest.puts ?? [])] });
    const updatedMs = result.status === 'committed' ? result.updatedMs : 0;
    return { entity: { id, version: peeked.nextVersion, value, updatedMs }, result };
  }

  #retrying<R>(signal: AbortSignal | undefined, attempt: () => Promise<R>): Promise<R> {
    return retryConflicts(attempt, { random: () => this.#options.random(), signal });
  }

  #entity(ref: EntityRef, { stored }: Peeked): Entity<T> | undefined {
    if (stored === undefined) return undefined;
    const { version, bytes, updatedMs } = stored;
    return { id: idOf(ref), version, value: this.#options.decode(bytes), updatedMs };
  }

  #shard(ref: EntityRef): Shard {
    return this.#store.shard(typeof ref === 'string' ? ref : ref.owner);
  }

  #notFound(ref: EntityRef): DomainError {
    return notFound(this.#title(), idOf(ref));
  }

  #alreadyExists(ref: EntityRef): DomainError {
    const id = idOf(ref);
    const reason = `${this.#title().toUpperCase().replace(/\W+/g, '_')}_ALREADY_EXISTS`;
    return new DomainError('ALREADY_EXISTS', reason, `${this.#title()} "${id}" exists already`, { details: { id } });
  }

  #title(): string {
    return this.#options.title ?? this.#kind;
  }
}

function idOf(ref: EntityRef): string {
  return typeof ref === 'string' ? ref : ref.id;
}
