import { randomUUID } from 'node:crypto';
import { assertCommit, assertPositiveInteger, assertReceiptRef } from '../assert-commit.js';
import type { Commit, CommitResult } from '../commit.js';
import { DEFAULT_LIMIT } from '../index-order.js';
import { assertId, assertKind, assertSpace } from '../name-rules.js';
import type { ReceiptMark, ReceiptRef, ReceiptState } from '../receipt.js';
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
import { CommitProgram } from './commit-program.js';
import { bound, readIndexPage, readNamePage } from './index-page.js';
import type { KeyLayout } from './key-layout.js';
import type { RedisSession } from './redis-session.js';
import { readBytes, readList, readNumber, readStream, readText } from './replies.js';
import { CLAIM_DUE } from './scripts/claim-due.js';
import { COMMIT } from './scripts/commit.js';
import { COUNT_WITHIN, SETTLE_COUNT } from './scripts/count.js';
import { ACQUIRE_LEASE, RELEASE_LEASE } from './scripts/lease.js';
import { ABANDON_RECEIPT, BEGIN_RECEIPT } from './scripts/receipt.js';

/** One shard of a RedisStore. */
export class RedisShard implements Shard {
  readonly number: number;
  readonly #session: RedisSession;
  readonly #keys: KeyLayout;
  readonly #onEvents: (shard: number) => void;

  constructor(number: number, session: RedisSession, keys: KeyLayout, onEvents: (shard: number) => void) {
    this.number = number;
    this.#session = session;
    this.#keys = keys;
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
    const reply = await this.#session.call('get', 'HMGET', [this.#keys.entity(kind, id), 'v', 'd', 'u']);
    const [versionText, data, updated] = readList(reply);
    if (versionText === null) return { stored: undefined, nextVersion: 1n };
    const version = BigInt(readText(versionText));
    const stored = data === null ? undefined : { version, bytes: readBytes(data), updatedMs: readNumber(updated) };
    return { stored, nextVersion: version + 1n };
  }

  async commit(change: Commit): Promise<CommitResult> {
    assertCommit(change);
    const program = new CommitProgram(this.#keys, change, this.#session.nowMs());
    const reply = await this.#session.run('commit', COMMIT, program.keys, program.args);
    const result = program.read(reply);
    if (result.status === 'committed' && (change.events ?? []).length > 0) this.#onEvents(this.number);
    return result;
  }

  range(index: string, options?: RangeOptions): Promise<readonly IndexEntry[]> {
    assertId('an index', index);
    return readIndexPage(this.#session.commands('range'), this.#keys.index(index), options);
  }

  rangeByName(index: string, options?: NameRangeOptions): Promise<readonly string[]> {
    assertId('an index', index);
    return readNamePage(this.#session.commands('range'), this.#keys.index(index), options);
  }

  async score(index: string, member: string): Promise<number | undefined> {
    const reply = await this.#session.call('range', 'ZSCORE', [this.#keys.index(index), member]);
    return reply === null ? undefined : readNumber(reply);
  }

  async count(index: string, bounds: { readonly min?: number; readonly max?: number } = {}): Promise<number> {
    const { min = -Infinity, max = Infinity } = bounds;
    return readNumber(await this.#session.call('range', 'ZCOUNT', [this.#keys.index(index), bound(min), bound(max)]));
  }

  async log(name: string, options: LogOptions = {}): Promise<readonly LogEntry[]> {
    assertId('a log', name);
    const { before, limit = DEFAULT_LIMIT } = options;
    const newest = before === undefined ? '+' : `(0-${before}`;
    const reply = await this.#session.call('log', 'XREVRANGE', [this.#keys.log(name), newest, '-', 'COUNT', limit]);
    return readStream(reply).map(({ sequence, fields }) => ({ sequence, bytes: readBytes(fields.get('d')) }));
  }

  async holderOf(space: string, name: string): Promise<string | undefined> {
    assertSpace(space);
    const reply = await this.#session.call('get', 'GET', [this.#keys.claim({ space, name })]);
    return reply === null ? undefined : readText(reply);
  }

  async receipt(ref: ReceiptRef): Promise<ReceiptState> {
    assertReceiptRef(ref);
    const reply = await this.#session.call('receipt', 'HMGET', [this.#keys.receipt(ref), 'f', 's', 'r']);
    const [fingerprint, status, response] = readList(reply);
    if (fingerprint === null) return { status: 'absent' };
    if (readText(fingerprint) !== ref.fingerprint) throw idempotencyKeyReused();
    return readText(status) === 'D' ? { status: 'done', response: readBytes(response) } : { status: 'in_progress' };
  }

  async beginReceipt(ref: ReceiptRef, options: { readonly holdMs: number }): Promise<ReceiptMark> {
    assertReceiptRef(ref);
    assertPositiveInteger('holdMs', options.holdMs);
    const token = randomUUID();
    const args = [ref.fingerprint, token, options.holdMs];
    const [fingerprint, status, response, leftMs] = readList(
      await this.#session.run('receipt', BEGIN_RECEIPT, [this.#keys.receipt(ref)], args),
    );
    if (fingerprint === undefined) return { status: 'begun', token };
    if (readText(fingerprint) !== ref.fingerprint) throw idempotencyKeyReused();
    if (readText(status) !== 'D') throw idempotencyInProgress(readNumber(leftMs));
    return { status: 'done', response: readBytes(response) };
  }

  async abandonReceipt(ref: ReceiptRef, token: string): Promise<void> {
    await this.#session.run('receipt', ABANDON_RECEIPT, [this.#keys.receipt(ref)], [token]);
  }

  async acquireLease(name: string, holder: string, ttlMs: number): Promise<Fence | undefined> {
    assertId('a lease', name);
    assertPositiveInteger('ttlMs', ttlMs);
    const keys = [this.#keys.lease(name), this.#keys.leaseToken(name)];
    const reply = await this.#session.run('lease', ACQUIRE_LEASE, keys, [holder, ttlMs]);
    return reply === null ? undefined : { lease: name, token: BigInt(readText(reply)) };
  }

  async releaseLease(fence: Fence): Promise<void> {
    await this.#session.run('lease', RELEASE_LEASE, [this.#keys.lease(fence.lease)], [String(fence.token)]);
  }

  async claimDue(index: string, options: ClaimDueOptions): Promise<readonly Claim[]> {
    assertId('an index', index);
    assertPositiveInteger('holdMs', options.holdMs);
    const { nowMs, holdMs, limit = DEFAULT_LIMIT } = options;
    const heldUntilMs = nowMs + holdMs;
    const args = [nowMs, heldUntilMs, limit];
    const reply = readList(await this.#session.run('claim', CLAIM_DUE, [this.#keys.index(index)], args));
    const claims: Claim[] = [];
    for (let i = 0; i + 1 < reply.length; i += 2) {
      claims.push({ index, member: readText(reply[i]), heldUntilMs, dueMs: readNumber(reply[i + 1]) });
    }
    return claims;
  }

  async countWithin(name: string, options: CountOptions): Promise<CountResult> {
    assertId('a counter', name);
    assertPositiveInteger('windowMs', options.windowMs);
    const args = [options.by ?? 1, options.limit, options.windowMs];
    const reply = readList(await this.#session.run('count', COUNT_WITHIN, [this.#keys.count(name)], args));
    const [allowed, count, leftMs, window] = reply;
    const isAllowed = readNumber(allowed) === 1;
    // A window in its last, started millisecond has 0 ms left.
    const retryAfterMs = isAllowed ? 0 : Math.max(1, readNumber(leftMs));
    return { allowed: isAllowed, count: readNumber(count), retryAfterMs, window: readText(window) };
  }

  async settleCount(name: string, window: string, by: number): Promise<void> {
    await this.#session.run('count', SETTLE_COUNT, [this.#keys.count(name)], [window, by]);
  }
}
