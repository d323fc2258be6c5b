export interface KeyValueEntry {
  readonly key: string;
  readonly value: Uint8Array;
  /** Rises with every write of the bucket; used for optimistic concurrency. */
  readonly revision: number;
  readonly createdMs: number;
}

export type KeyValueChange =
  | { readonly kind: 'put'; readonly entry: KeyValueEntry }
  | { readonly kind: 'delete'; readonly key: string; readonly revision: number }
  /** All that existed when the watch began has been delivered. */
  | { readonly kind: 'up-to-date' };

/** A JetStream key-value bucket. Keys: `[-/_=.a-zA-Z0-9]+`. All methods may throw RpcError UNAVAILABLE. */
export interface KeyValue {
  get(key: string): Promise<KeyValueEntry | undefined>;
  /** Unconditional write; returns the new revision. */
  put(key: string, value: Uint8Array): Promise<number>;
  /**
   * Writes only if the key's last revision is `expectedRevision` (0: the key must not exist, or be deleted).
   * @throws RpcError VERSION_CONFLICT otherwise
   */
  update(key: string, value: Uint8Array, expectedRevision: number): Promise<number>;
  delete(key: string, expectedRevision?: number): Promise<void>;
  /** Keys that match a filter (`*`, `a.*`, `a.>`), sorted. */
  keys(filter?: string): Promise<string[]>;
  /** Current entries, then `up-to-date`, then changes, until the signal aborts. Survives reconnects. */
  watch(filter: string, options: { readonly signal: AbortSignal }): AsyncIterable<KeyValueChange>;
}
