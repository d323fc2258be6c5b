import type { KeyValue } from '@bodybroker/nats-sdk';
import type { Revocations } from './revocations.js';

export interface WatchRevocationsOptions {
  readonly signal: AbortSignal;
  /** Called each time all entries that existed when the watch began have been taken. */
  readonly onUpToDate: () => void;
}

/** Keeps revocations as the bucket `auth_revocations` is, until the signal aborts. @throws RpcError when the watch breaks */
export async function watchRevocations(
  bucket: KeyValue,
  revocations: Revocations,
  { signal, onUpToDate }: WatchRevocationsOptions,
): Promise<void> {
  for await (const change of bucket.watch('>', { signal })) {
    if (change.kind === 'put') revocations.put(change.entry.key, change.entry.value);
    else if (change.kind === 'delete') revocations.delete(change.key);
    else onUpToDate();
  }
}
