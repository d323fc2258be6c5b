import { versionConflict } from '@bodybroker/domain';
import type { Commit, CommitResult, IndexChange } from '../commit.js';
import { RECEIPT_TTL_MS } from '../receipt.js';
import { TOMBSTONE_TTL_MS } from '../store.js';
import { claimLost, idempotencyInProgress, idempotencyKeyReused, leaseLost, nameTaken } from '../store-errors.js';
import type { KeyLayout } from './key-layout.js';
import type { RedisArgument } from './redis-client.js';
import { readBytes, readList, readNumber, readText } from './replies.js';

/** What the n-th operation is about, to name it when it is refused. */
type Subject =
  | { readonly about: 'entity'; readonly name: string }
  | { readonly about: 'claim'; readonly space: string; readonly name: string }
  | { readonly about: 'lease'; readonly lease: string }
  | { readonly about: 'settle'; readonly index: string; readonly member: string }
  | { readonly about: 'other' };

/** A commit as keys and arguments of the script COMMIT, and the reading of its answer. */
export class CommitProgram {
  readonly keys: string[] = [];
  readonly args: RedisArgument[];
  readonly #nowMs: number;
  readonly #keyNumbers = new Map<string, number>();
  readonly #subjects: Subject[] = [];

  constructor(layout: KeyLayout, change: Commit, nowMs: number) {
    this.#nowMs = nowMs;
    this.args = [nowMs, TOMBSTONE_TTL_MS];
    if (change.receipt !== undefined) {
      const { fingerprint, token = '', ttlMs = RECEIPT_TTL_MS, response } = change.receipt;
      this.#add({ about: 'other' }, 'R', layout.receipt(change.receipt), fingerprint, token, ttlMs, response);
    }
    for (const { lease, token } of change.fences ?? []) {
      this.#add({ about: 'lease', lease }, 'F', layout.lease(lease), String(token));
    }
    for (const { kind, id, expectedVersion } of change.checks ?? []) {
      this.#add(entity(kind, id), 'C', layout.entity(kind, id), String(expectedVersion));
    }
    for (const { kind, id, bytes, expectedVersion = '', newVersion, ttlMs = '' } of change.puts ?? []) {
      const previous = newVersion === undefined ? '' : newVersion - 1n;
      this.#add(entity(kind, id), 'P', layout.entity(kind, id), `${expectedVersion}`, `${previous}`, ttlMs, bytes);
    }
    for (const { kind, id, expectedVersion = '' } of change.deletes ?? []) {
      this.#add(entity(kind, id), 'D', layout.entity(kind, id), `${expectedVersion}`);
    }
    for (const { space, name, owner } of change.claims ?? []) {
      this.#add({ about: 'claim', space, name }, 'U', layout.claim({ space, name }), owner);
    }
    for (const release of change.releases ?? []) {
      this.#add({ about: 'other' }, 'V', layout.claim(release), release.owner);
    }
    for (const { index, member, heldUntilMs } of change.settle ?? []) {
      this.#add({ about: 'settle', index, member }, 'S', layout.index(index), member, heldUntilMs);
    }
    for (const indexChange of change.indexes ?? []) {
      this.#add({ about: 'other' }, ...indexOperation(indexChange, layout.index(indexChange.index)));
    }
    for (const { log, bytes, maxEntries } of change.logs ?? []) {
      this.#add({ about: 'other' }, 'L', layout.log(log), maxEntries, bytes);
    }
    for (const { id, subject, bytes, headers } of change.events ?? []) {
      const headersJson = headers === undefined ? '' : JSON.stringify(headers);
      this.#add({ about: 'other' }, 'E', layout.outbox(), id, subject, headersJson, bytes);
    }
  }

  /** The result of the commit; throws the DomainError of the check that failed. */
  read(reply: unknown): CommitResult {
    const [status, number, ...rest] = readList(reply);
    switch (readText(status)) {
      case 'committed':
        return {
          status: 'committed',
          versions: rest.map((version) => BigInt(readText(version))),
          updatedMs: this.#nowMs,
        };
      case 'replayed':
        return { status: 'replayed', response: readBytes(rest[0]) };
      case 'reused':
        throw idempotencyKeyReused();
      case 'in_progress':
        throw idempotencyInProgress(readNumber(rest[0]));
      default:
        throw this.#refusal(readNumber(number), rest[0]);
    }
  }

  #refusal(number: number, detail: unknown): Error {
    const subject = this.#subjects[number];
    switch (subject?.about) {
      case 'entity':
        return versionConflict(subject.name, BigInt(readText(detail)));
      case 'claim':
        return nameTaken(subject);
      case 'lease':
        return leaseLost(subject.lease);
      case 'settle':
        return claimLost(subject.index, subject.member);
      default:
        return new TypeError(`the commit script refused operation ${number}, which it cannot refuse`);
    }
  }

  #add(subject: Subject, operation: string, key: string, ...args: readonly RedisArgument[]): void {
    let number = this.#keyNumbers.get(key);
    if (number === undefined) {
      number = this.keys.push(key);
      this.#keyNumbers.set(key, number);
    }
    this.#subjects.push(subject);
    this.args.push(operation, number, ...args);
  }
}

function entity(kind: string, id: string): Subject {
  return { about: 'entity', name: `${kind} ${id}` };
}

function indexOperation(change: IndexChange, key: string): [string, string, ...RedisArgument[]] {
  switch (change.op) {
    case 'set':
      return ['Z', key, change.member, change.score];
    case 'remove':
      return ['X', key, change.member];
    case 'trim':
      return ['T', key, change.max];
  }
}
