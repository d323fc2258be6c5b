import type { KeyValue } from '@bodybroker/nats-sdk';
import type { ContractRegistry } from './contract-registry.js';

export interface WatchContractsOptions {
  readonly signal: AbortSignal;
  /** Called each time all entries that existed when the watch began have been taken. */
  readonly onUpToDate: () => void;
}

/** Keeps a registry as the bucket `contracts` is, until the signal aborts. @throws RpcError when the watch breaks */
export async function watchContracts(
  bucket: KeyValue,
  registry: ContractRegistry,
  { signal, onUpToDate }: WatchContractsOptions,
): Promise<void> {
  for await (const change of bucket.watch('>', { signal })) {
    if (change.kind === 'put') registry.put(change.entry.key, change.entry.value);
    else if (change.kind === 'delete') registry.delete(change.key);
    else onUpToDate();
  }
}
