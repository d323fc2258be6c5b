import type { Commit, IndexChange } from './commit.js';
import { assertId, assertKind, assertMethod, assertSpace } from './name-rules.js';
import type { ReceiptRef } from './receipt.js';

/** Throws RangeError for a change that no store could do; both stores call it first, so they refuse the same ones. */
export function assertCommit(change: Commit): void {
  const entities = new Set<string>();
  for (const entity of [...(change.checks ?? []), ...(change.puts ?? []), ...(change.deletes ?? [])]) {
    assertKind(entity.kind);
    assertId('an entity id', entity.id);
    const key = `${entity.kind}:${entity.id}`;
    if (entities.has(key)) throw new RangeError(`${key} is in one commit twice`);
    entities.add(key);
  }
  for (const put of change.puts ?? []) if (put.ttlMs !== undefined) assertPositiveInteger('ttlMs', put.ttlMs);
  for (const claim of [...(change.claims ?? []), ...(change.releases ?? [])]) {
    assertSpace(claim.space);
    assertId('a claimed name', claim.name);
    assertId('an owner', claim.owner);
  }
  for (const indexChange of change.indexes ?? []) assertIndexChange(indexChange);
  for (const append of change.logs ?? []) {
    assertId('a log', append.log);
    assertPositiveInteger('maxEntries', append.maxEntries);
  }
  for (const event of change.events ?? []) assertId('an event id', event.id);
  if (change.receipt !== undefined) {
    assertReceiptRef(change.receipt);
    if (change.receipt.ttlMs !== undefined) assertPositiveInteger('ttlMs', change.receipt.ttlMs);
  }
}

export function assertReceiptRef(ref: ReceiptRef): void {
  assertMethod(ref.method);
  assertId('an actor', ref.actor);
  assertId('an idempotency key', ref.key);
}

export function assertPositiveInteger(what: string, value: number): void {
  if (!Number.isSafeInteger(value) || value <= 0) throw new RangeError(`${what} must be a whole number above 0`);
}

function assertIndexChange(change: IndexChange): void {
  assertId('an index', change.index);
  if (change.op !== 'trim') assertId('an index member', change.member);
  const score = change.op === 'set' ? change.score : change.op === 'trim' ? change.max : 0;
  if (!Number.isFinite(score)) throw new RangeError('a score must be finite');
}
