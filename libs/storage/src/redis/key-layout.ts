import type { NameClaim } from '../commit.js';
import type { ReceiptRef } from '../receipt.js';
import { receiptKey } from '../receipt-key.js';

/** The keys of one shard: `bb:<service>:{<shard>}:…`. The braces make all of them one hash slot of a cluster. */
export class KeyLayout {
  readonly #root: string;

  constructor(prefix: string, service: string, shard: number) {
    this.#root = `${prefix}:${service}:{${String(shard).padStart(2, '0')}}:`;
  }

  /** Hash: v version, d bytes (absent: a tombstone), u updated ms. */
  entity(kind: string, id: string): string {
    return `${this.#root}${kind}:${id}`;
  }

  /** What all entities of a kind start with. */
  entities(kind: string): string {
    return `${this.#root}${kind}:`;
  }

  /** Sorted set. */
  index(name: string): string {
    return `${this.#root}index:${name}`;
  }

  /** Stream with ids 0-1, 0-2… and the field d. */
  log(name: string): string {
    return `${this.#root}log:${name}`;
  }

  /** String: the owner. */
  claim({ space, name }: Pick<NameClaim, 'space' | 'name'>): string {
    return `${this.#root}claim:${space}:${name}`;
  }

  /** Hash: f fingerprint, s P(ending) or D(one), t token of the mark, r response. Expires. */
  receipt(ref: Pick<ReceiptRef, 'actor' | 'method' | 'key'>): string {
    return `${this.#root}idem:${receiptKey(ref)}`;
  }

  /** Hash: h holder, t token. Expires with the lease. */
  lease(name: string): string {
    return `${this.#root}lease:held:${name}`;
  }

  /** The last token given out for a lease. */
  leaseToken(name: string): string {
    return `${this.#root}lease:token:${name}`;
  }

  /** Hash: n count, w window. Expires with the window. */
  count(name: string): string {
    return `${this.#root}count:${name}`;
  }

  /** Stream with ids 0-1, 0-2… and the fields i, s, h, d: event id, subject, headers as JSON, bytes. */
  outbox(): string {
    return `${this.#root}outbox`;
  }

  /** String: which relay works on the outbox. Expires. */
  outboxRelay(): string {
    return `${this.#root}outbox:relay`;
  }
}
