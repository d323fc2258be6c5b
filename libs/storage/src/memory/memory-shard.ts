import { randomUUID } from 'node:crypto';
import type { Clock } from '@bodybroker/domain';
import { assertCommit, assertPositiveInteger, assertReceiptRef } from '../assert-commit.js';
import type { Commit, CommitResult } from '../commit.js';
import { compareEntries, DEFAULT_LIMIT } from '../index-order.js';
import { assertId, assertKind, assertSpace } from '../name-rules.js';
import type { ReceiptMark, ReceiptRef, ReceiptState } from '../receipt.js';
import { receiptKey } from '../receipt-key.js';
import type {
  Claim,
  ClaimDueOptions,
  CountOptions,
  CountResult,
  Fence,
  IndexEntry,
  LogEntry,
  LogOptions,
  NameRangeOptions,
  Peeked,
  RangeOptions,
  Shard,
  Stored,
} from '../store.js';
import { idempotencyInProgress, idempotencyKeyReused } from '../store-errors.js';
import { compareUtf8 } from '../utf8-order.js';
import { commitInMemory } from './memory-commit.js';
import { alive } from './memory-state.js';
import type { MemoryReceipt, MemoryState } from './memory-state.js';

/** One shard of a MemoryStore. Methods take effect at once, before their promise resolves. */
export class MemoryShard implements Shard {
  readonly number: number;
  readonly #state: MemoryState;
  readonly #clock: Clock;
  readonly #onEvents: (shard: number) => void;

  constructor(number: number, state: MemoryState, clock: Clock, onEvents: (shard: number) => void) {
    this.number = number;
    this.#state = state;
    this.#clock = clock;
    this.#onEvents = onEvents;
  }

  async get(kind: string, id: string): Promise<Stored | undefined> {
    return (await this.peek(kind, id)).stored;
  }

  getMany(kind: string, ids: readonly string[]): Promise<readonly (Stored | undefined)[]> {
    return Promise.all(ids.map((id) => this.get(kind, id)));
  }

  async peek(kind: string, id: string): Promise<Peeked> {
    assertKind(kind);
    assertId('an entity id', id);
    const entity = alive(this.#state.entities, `${kind}:${id}`, this.#clock.now());
    if (entity === undefined) return { stored: undefined, nextVersion: 1n };
    const { version, bytes, updatedMs } = entity;
    const stored = bytes === undefined ? undefined : { version, bytes: bytes.slice(), updatedMs };
    return { stored, nextVersion: version + 1n };
  }

  async commit(change: Commit): Promise<CommitResult> {
    assertCommit(change);
    const result = commitInMemory(this.#state, this.number, change, this.#clock.now());
    if (result.status === 'committed' && (change.events ?? []).length > 0) this.#onEvents(this.number);
    return result;
  }

  async range(index: string, options: RangeOptions = {}): Promise<readonly IndexEntry[]> {
    return this.#range(index, options);
  }

  async rangeByName(index: string, options: NameRangeOptions = {}): Promise<readonly string[]> {
    assertId('an index', index);
    const { prefix = '', after, limit = DEFAULT_LIMIT } = options;
    return [...(this.#state.indexes.get(index)?.keys() ?? [])]
      .filter((member) => member.startsWith(prefix) && (after === undefined || compareUtf8(member, after) > 0))
      .sort(compareUtf8)
      .slice(0, limit);
  }

  async score(index: string, member: string): Promise<number | undefined> {
    return this.#state.indexes.get(index)?.get(member);
  }

  async count(index: string, bounds: { readonly min?: number; readonly max?: number } = {}): Promise<number> {
    const { min = -Infinity, max = Infinity } = bounds;
    return [...(this.#state.indexes.get(index)?.values() ?? [])].filter((score) => score >= min && score <= max).length;
  }

  async log(name: string, options: LogOptions = {}): Promise<readonly LogEntry[]> {
    assertId('a log', name);
    const { before, limit = DEFAULT_LIMIT } = options;
    return (this.#state.logs.get(name)?.entries ?? [])
      .filter((entry) => before === undefined || entry.sequence < before)
      .reverse()
      .slice(0, limit);
  }

  async holderOf(space: string, name: string): Promise<string | undefined> {
    assertSpace(space);
    return this.#state.claims.get(`${space}:${name}`);
  }

  async receipt(ref: ReceiptRef): Promise<ReceiptState> {
    const present = this.#receipt(ref);
    if (present === undefined) return { status: 'absent' };
    if (present.state.status === 'begun') return { status: 'in_progress' };
    return { status: 'done', response: present.state.response.slice() };
  }

  async beginReceipt(ref: ReceiptRef, options: { readonly holdMs: number }): Promise<ReceiptMark> {
    assertPositiveInteger('holdMs', options.holdMs);
    const present = this.#receipt(ref);
    const nowMs = this.#clock.now();
    if (present?.state.status === 'done') return { status: 'done', response: present.state.response.slice() };
    if (present !== undefined) throw idempotencyInProgress(present.expiresMs - nowMs);
    const mark = { status: 'begun', token: randomUUID() } as const;
    const { fingerprint } = ref;
    this.#state.receipts.set(receiptKey(ref), { fingerprint, state: mark, expiresMs: nowMs + options.holdMs });
    return mark;
  }

  async abandonReceipt(ref: ReceiptRef, token: string): Promise<void> {
    const state = alive(this.#state.receipts, receiptKey(ref), this.#clock.now())?.state;
    if (state?.status === 'begun' && state.token === token) this.#state.receipts.delete(receiptKey(ref));
  }

  async acquireLease(name: string, holder: string, ttlMs: number): Promise<Fence | undefined> {
    assertId('a lease', name);
    assertPositiveInteger('ttlMs', ttlMs);
    const nowMs = this.#clock.now();
    const held = alive(this.#state.leases, name, nowMs);
    if (held !== undefined && held.holder !== holder) return undefined;
    const token = held?.token ?? (this.#state.leaseTokens.get(name) ?? 0n) + 1n;
    this.#state.leaseTokens.set(name, token);
    this.#state.leases.set(name, { holder, token, expiresMs: nowMs + ttlMs });
    return { lease: name, token };
  }

  async releaseLease(fence: Fence): Promise<void> {
    if (this.#state.leases.get(fence.lease)?.token === fence.token) this.#state.leases.delete(fence.lease);
  }

  async claimDue(index: string, options: ClaimDueOptions): Promise<readonly Claim[]> {
    assertPositiveInteger('holdMs', options.holdMs);
    const { nowMs, holdMs, limit = DEFAULT_LIMIT } = options;
    const heldUntilMs = nowMs + holdMs;
    const due = this.#range(index, { max: nowMs, limit });
    for (const { member } of due) this.#state.index(index).set(member, heldUntilMs);
    return due.map(({ member, score }) => ({ index, member, heldUntilMs, dueMs: score }));
  }

  async countWithin(name: string, options: CountOptions): Promise<CountResult> {
    assertId('a counter', name);
    assertPositiveInteger('windowMs', options.windowMs);
    const { limit, windowMs, by = 1 } = options;
    const nowMs = this.#clock.now();
    const open = alive(this.#state.counts, name, nowMs);
    const before = open ?? { count: 0, window: String(nowMs), expiresMs: nowMs + windowMs };
    const { count, window, expiresMs } = before;
    if (count + by > limit) return { allowed: false, count, window, retryAfterMs: expiresMs - nowMs };
    if (by > 0) this.#state.counts.set(name, { count: count + by, window, expiresMs });
    return { allowed: true, count: count + by, window, retryAfterMs: 0 };
  }

  async settleCount(name: string, window: string, by: number): Promise<void> {
    const open = alive(this.#state.counts, name, this.#clock.now());
    if (open?.window !== window) return;
    this.#state.counts.set(name, { ...open, count: Math.max(0, open.count + by) });
  }

  #range(index: string, options: RangeOptions): readonly IndexEntry[] {
    assertId('an index', index);
    const { min = -Infinity, max = Infinity, after, limit = DEFAULT_LIMIT, order = 'asc' } = options;
    const compare = compareEntries(order);
    return [...(this.#state.indexes.get(index) ?? [])]
      .map(([member, score]) => ({ member, score }))
      .filter((entry) => entry.score >= min && entry.score <= max)
      .filter((entry) => after === undefined || compare(entry, after) > 0)
      .sort(compare)
      .slice(0, limit);
  }

  #receipt(ref: ReceiptRef): MemoryReceipt | undefined {
    assertReceiptRef(ref);
    const present = alive(this.#state.receipts, receiptKey(ref), this.#clock.now());
    if (present !== undefined && present.fingerprint !== ref.fingerprint) throw idempotencyKeyReused();
    return present;
  }
}
