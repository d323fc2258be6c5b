import { versionConflict } from '@bodybroker/domain';
import type { Commit, CommitResult, IndexChange } from '../commit.js';
import { RECEIPT_TTL_MS } from '../receipt.js';
import type { ReceiptToWrite } from '../receipt.js';
import { receiptKey } from '../receipt-key.js';
import { TOMBSTONE_TTL_MS } from '../store.js';
import { claimLost, idempotencyInProgress, idempotencyKeyReused, leaseLost, nameTaken } from '../store-errors.js';
import { alive } from './memory-state.js';
import type { MemoryEntity, MemoryState } from './memory-state.js';

/** The same checks and writes in the same order as redis/scripts/commit.ts. */
export function commitInMemory(state: MemoryState, shard: number, change: Commit, nowMs: number): CommitResult {
  if (change.receipt !== undefined) {
    const response = checkReceipt(state, change.receipt, nowMs);
    if (response !== undefined) return { status: 'replayed', response };
  }
  check(state, change, nowMs);
  return { status: 'committed', versions: write(state, shard, change, nowMs), updatedMs: nowMs };
}

function checkReceipt(state: MemoryState, receipt: ReceiptToWrite, nowMs: number): Uint8Array | undefined {
  const present = alive(state.receipts, receiptKey(receipt), nowMs);
  if (present === undefined) return undefined;
  if (present.fingerprint !== receipt.fingerprint) throw idempotencyKeyReused();
  if (present.state.status === 'done') return present.state.response.slice();
  if (present.state.token !== receipt.token) throw idempotencyInProgress(present.expiresMs - nowMs);
  return undefined;
}

function check(state: MemoryState, change: Commit, nowMs: number): void {
  for (const { lease, token } of change.fences ?? []) {
    if (alive(state.leases, lease, nowMs)?.token !== token) throw leaseLost(lease);
  }
  for (const { kind, id, expectedVersion } of change.checks ?? [])
    expectVersion(state, kind, id, expectedVersion, nowMs);
  for (const { kind, id, expectedVersion, newVersion } of change.puts ?? []) {
    expectVersion(state, kind, id, expectedVersion, nowMs);
    const entity = alive(state.entities, `${kind}:${id}`, nowMs);
    if (newVersion !== undefined && (entity?.version ?? 0n) + 1n !== newVersion) {
      throw versionConflict(`${kind} ${id}`, liveVersion(entity));
    }
  }
  for (const { kind, id, expectedVersion } of change.deletes ?? [])
    expectVersion(state, kind, id, expectedVersion, nowMs);
  for (const claim of change.claims ?? []) {
    const owner = state.claims.get(`${claim.space}:${claim.name}`);
    if (owner !== undefined && owner !== claim.owner) throw nameTaken(claim);
  }
  for (const { index, member, heldUntilMs } of change.settle ?? []) {
    if (state.indexes.get(index)?.get(member) !== heldUntilMs) throw claimLost(index, member);
  }
}

function expectVersion(
  state: MemoryState,
  kind: string,
  id: string,
  expected: bigint | undefined,
  nowMs: number,
): void {
  const current = liveVersion(alive(state.entities, `${kind}:${id}`, nowMs));
  if (expected !== undefined && expected !== current) throw versionConflict(`${kind} ${id}`, current);
}

function liveVersion(entity: MemoryEntity | undefined): bigint {
  return entity?.bytes === undefined ? 0n : entity.version;
}

function write(state: MemoryState, shard: number, change: Commit, nowMs: number): bigint[] {
  const versions = (change.puts ?? []).map(({ kind, id, bytes, ttlMs = Infinity }) => {
    const key = `${kind}:${id}`;
    const version = (alive(state.entities, key, nowMs)?.version ?? 0n) + 1n;
    state.entities.set(key, { version, bytes: bytes.slice(), updatedMs: nowMs, expiresMs: nowMs + ttlMs });
    return version;
  });
  for (const { kind, id } of change.deletes ?? []) {
    const key = `${kind}:${id}`;
    const entity = alive(state.entities, key, nowMs);
    if (entity?.bytes === undefined) continue;
    state.entities.set(key, { ...entity, bytes: undefined, expiresMs: nowMs + TOMBSTONE_TTL_MS });
  }
  for (const { space, name, owner } of change.claims ?? []) state.claims.set(`${space}:${name}`, owner);
  for (const { space, name, owner } of change.releases ?? []) {
    if (state.claims.get(`${space}:${name}`) === owner) state.claims.delete(`${space}:${name}`);
  }
  for (const { index, member } of change.settle ?? []) state.index(index).delete(member);
  for (const indexChange of change.indexes ?? []) changeIndex(state, indexChange);
  for (const { log, bytes, maxEntries } of change.logs ?? []) {
    const target = state.logOf(log);
    target.last += 1n;
    target.entries = [...target.entries, { sequence: target.last, bytes: bytes.slice() }].slice(-maxEntries);
  }
  for (const event of change.events ?? []) {
    state.outbox.last += 1n;
    state.outbox.entries.push({ shard, sequence: state.outbox.last, event: { ...event, bytes: event.bytes.slice() } });
  }
  if (change.receipt !== undefined) {
    const { fingerprint, response, ttlMs = RECEIPT_TTL_MS } = change.receipt;
    state.receipts.set(receiptKey(change.receipt), {
      fingerprint,
      state: { status: 'done', response: response.slice() },
      expiresMs: nowMs + ttlMs,
    });
  }
  return versions;
}

function changeIndex(state: MemoryState, change: IndexChange): void {
  const index = state.index(change.index);
  switch (change.op) {
    case 'set':
      // -0 is read back as 0 from Redis.
      index.set(change.member, change.score + 0);
      return;
    case 'remove':
      index.delete(change.member);
      return;
    case 'trim':
      for (const [member, score] of index) if (score <= change.max) index.delete(member);
      return;
  }
}
