import { setTimeout as delay } from 'node:timers/promises';
import { DomainError, isDomainError, KeyedMutex, type Clock } from '@bodybroker/domain';
import type { Claim, OutboxEvent, ReceiptRef, ReceiptToWrite, Shard, Store, Stored } from '@bodybroker/storage';
import { hasExpired, type StateEntry } from '../domain/state-entry.js';
import { stateName, type StateId } from '../domain/state-id.js';
import type { CurrentState } from '../domain/operation.js';
import { commitOf, type PlannedWrite, type StateWrite } from './state-change.js';
import { keysIndex, STATE } from './state-keys.js';
import { decodeEntry } from './state-records.js';

/** Most keys of one owner in one namespace. */
export const MAX_KEYS = 1000;

/** An entry as a reader gets it. */
export interface StoredState extends CurrentState {
  readonly entry: StateEntry | undefined;
  readonly updatedMs: number;
}

/** What a change makes of the entries it was shown, in their order. */
export interface Decision {
  /** `keep`: the entry stays, but the change counts only if it has not changed meanwhile. */
  readonly writes: readonly (
    { readonly kind: 'put'; readonly entry: StateEntry } | { readonly kind: 'delete' | 'keep' }
  )[];
}

export interface ChangeOptions {
  readonly signal?: AbortSignal;
  /** Does the change once per idempotency key; `respond` makes what a repeat is answered with. */
  readonly once?: { readonly receipt: ReceiptRef; readonly respond: (states: readonly StoredState[]) => Uint8Array };
  /** The due entry of the expiry index this change has dealt with. */
  readonly claim?: Claim;
}

export type ChangeResult =
  | { readonly status: 'done'; readonly states: readonly StoredState[] }
  | { readonly status: 'replayed'; readonly response: Uint8Array };

export interface StateRepositoryDeps {
  readonly store: Store;
  readonly clock: Clock;
  /** Draws in [0, 1) for the jitter between retries. */
  random(): number;
  /** The events a write publishes; they are committed with it. */
  eventsOf(write: StateWrite): readonly OutboxEvent[];
  /** Told of each write after it is committed. */
  onWritten(write: StateWrite): void;
}

/** Retries of a change that lost to another process, and the time between them (Nakama's numbers). */
const MAX_RETRIES = 5;
const MIN_DELAY_MS = 2;
const MAX_DELAY_MS = 20;

interface Slot extends StoredState {
  readonly storedVersion: bigint;
  readonly nextVersion: bigint;
}

/**
 * States in the store. A change reads, decides and commits on the versions it has read, in turn per entry within this process
 * and with retries against other processes. Deciding is done here and not in a script in the store, whose JSON would round
 * 64-bit numbers and turn empty arrays into objects.
 */
export class StateRepository {
  readonly #deps: StateRepositoryDeps;
  readonly #turns = new KeyedMutex();

  constructor(deps: StateRepositoryDeps) {
    this.#deps = deps;
  }

  async get(id: StateId): Promise<StoredState> {
    const stored = await this.#shard(id).get(STATE, stateName(id));
    return this.#state(id, stored);
  }

  /** Entries of one or several owners, in the order of the ids. */
  async getMany(ids: readonly StateId[]): Promise<readonly StoredState[]> {
    const byOwner = Map.groupBy(ids, ({ ownerId }) => ownerId);
    const found = await Promise.all(
      [...byOwner].map(async ([ownerId, owned]) => {
        const stored = await this.#deps.store.shard(ownerId).getMany(STATE, owned.map(stateName));
        return owned.map((id, at) => [stateName(id), this.#state(id, stored[at])] as const);
      }),
    );
    const byName = new Map(found.flat());
    return ids.map((id) => byName.get(stateName(id)) ?? this.#state(id, undefined));
  }

  /**
   * Changes entries of one owner in one step. `decide` may run several times.
   * @throws DomainError what `decide` throws; VERSION_CONFLICT when 5 retries lost as well; RESOURCE_EXHAUSTED TOO_MANY_KEYS
   */
  async change(
    ids: readonly StateId[],
    decide: (states: readonly CurrentState[], nowMs: number) => Decision | Promise<Decision>,
    options: ChangeOptions = {},
  ): Promise<ChangeResult> {
    const { signal } = options;
    const [first] = ids;
    if (first === undefined) return { status: 'done', states: [] };
    const shard = this.#shard(first);
    return this.#inTurn([...new Set(ids.map(stateName))].sort(), async () => {
      for (let retries = 0; ; retries += 1) {
        signal?.throwIfAborted();
        try {
          return await this.#attempt(shard, ids, decide, options);
        } catch (error) {
          if (!(error instanceof LostRace)) throw error;
          if (retries === MAX_RETRIES) throw error.conflict;
        }
        const backoffMs = Math.min(MIN_DELAY_MS * 2 ** retries, MAX_DELAY_MS) * (1 + this.#deps.random());
        await delay(backoffMs, undefined, signal === undefined ? {} : { signal });
      }
    });
  }

  async #attempt(
    shard: Shard,
    ids: readonly StateId[],
    decide: (states: readonly CurrentState[], nowMs: number) => Decision | Promise<Decision>,
    options: ChangeOptions,
  ): Promise<ChangeResult> {
    const { once } = options;
    const [earlier, ...slots] = await Promise.all([
      once && shard.receipt(once.receipt),
      ...ids.map((id) => this.#load(shard, id, options)),
    ]);
    if (earlier?.status === 'done') return { status: 'replayed', response: earlier.response };
    const changedMs = this.#deps.clock.now();
    const { writes } = await decide(slots, changedMs);
    const planned: PlannedWrite[] = [];
    const kept: Slot[] = [];
    const after = slots.map((slot, at): StoredState => {
      const write = writes[at] ?? { kind: 'keep' };
      if (write.kind === 'keep') {
        kept.push(slot);
        return slot;
      }
      const next = write.kind === 'put' ? write.entry : undefined;
      const { id, entry: before, storedVersion, nextVersion: version } = slot;
      planned.push({ id, before, next, version, changedMs, storedVersion });
      return { id, entry: next, version, updatedMs: changedMs };
    });
    if (planned.length === 0) {
      if (options.claim !== undefined) await shard.commit({ settle: [options.claim] });
      return { status: 'done', states: after };
    }
    await this.#assertRoom(shard, planned);
    const result = await this.#commit(shard, planned, kept, options, after);
    if (result.status === 'replayed') return result;
    for (const write of planned) this.#deps.onWritten(write);
    return { status: 'done', states: after };
  }

  async #commit(
    shard: Shard,
    planned: readonly PlannedWrite[],
    kept: readonly Slot[],
    { once, claim }: ChangeOptions,
    after: readonly StoredState[],
  ): Promise<{ readonly status: 'committed' } | { readonly status: 'replayed'; readonly response: Uint8Array }> {
    const written = new Set(planned.map(({ id }) => stateName(id)));
    const checks = kept
      .filter(
        ({ id }, at) =>
          !written.has(stateName(id)) && kept.findIndex((other) => stateName(other.id) === stateName(id)) === at,
      )
      .map(({ id, storedVersion }) => ({ kind: STATE, id: stateName(id), expectedVersion: storedVersion }));
    const receipt: ReceiptToWrite | undefined = once && { ...once.receipt, response: once.respond(after) };
    try {
      return await shard.commit({
        ...commitOf(planned),
        checks,
        events: planned.flatMap((write) => this.#deps.eventsOf(write)),
        ...(receipt === undefined ? {} : { receipt }),
        ...(claim === undefined ? {} : { settle: [claim] }),
      });
    } catch (error) {
      if (isDomainError(error) && error.code === 'VERSION_CONFLICT') throw new LostRace(error);
      throw error;
    }
  }

  async #assertRoom(shard: Shard, planned: readonly PlannedWrite[]): Promise<void> {
    const created = planned.filter(({ before, next }) => before === undefined && next !== undefined);
    for (const [namespace, added] of Map.groupBy(created, ({ id }) => id.namespace)) {
      const ownerId = added[0]?.id.ownerId ?? '';
      const count = await shard.count(keysIndex(ownerId, namespace));
      if (count + added.length > MAX_KEYS) {
        throw new DomainError('RESOURCE_EXHAUSTED', 'TOO_MANY_KEYS', `"${namespace}" holds ${MAX_KEYS} keys already`, {
          details: { namespace, limit: String(MAX_KEYS) },
          retryable: false,
        });
      }
    }
  }

  /** What is there to be changed. An entry whose end has come is deleted first, which is a version of its own. */
  async #load(shard: Shard, id: StateId, { claim }: ChangeOptions): Promise<Slot> {
    const { stored, nextVersion } = await shard.peek(STATE, stateName(id));
    const found = stored === undefined ? undefined : decodeEntry(stored.bytes);
    const storedVersion = stored?.version ?? 0n;
    const slot = { id, updatedMs: stored?.updatedMs ?? 0, storedVersion, nextVersion };
    if (found === undefined) return { ...slot, entry: undefined, version: 0n };
    const nowMs = this.#deps.clock.now();
    if (claim !== undefined || !hasExpired(found, nowMs)) return { ...slot, entry: found, version: storedVersion };
    const write = { id, before: found, next: undefined, version: nextVersion, changedMs: nowMs, storedVersion };
    await this.#commit(shard, [write], [], {}, []);
    this.#deps.onWritten(write);
    const forgotten = { entry: undefined, version: 0n, storedVersion: nextVersion, nextVersion: nextVersion + 1n };
    return { ...slot, ...forgotten };
  }

  #state(id: StateId, stored: Stored | undefined): StoredState {
    const entry = stored === undefined ? undefined : decodeEntry(stored.bytes);
    const alive = entry !== undefined && !hasExpired(entry, this.#deps.clock.now()) ? entry : undefined;
    if (stored === undefined || alive === undefined) return { id, entry: undefined, version: 0n, updatedMs: 0 };
    return { id, entry: alive, version: stored.version, updatedMs: stored.updatedMs };
  }

  #shard({ ownerId }: StateId): Shard {
    return this.#deps.store.shard(ownerId);
  }

  // In sorted order, so that two changes with names in common cannot wait for each other.
  #inTurn<T>(names: readonly string[], work: () => Promise<T>): Promise<T> {
    const [name, ...rest] = names;
    return name === undefined ? work() : this.#turns.run(name, () => this.#inTurn(rest, work));
  }
}

/** Another process was faster; worth another look. */
class LostRace extends Error {
  readonly conflict: DomainError;

  constructor(conflict: DomainError) {
    super(conflict.message);
    this.conflict = conflict;
  }
}
