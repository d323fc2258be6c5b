import type { Deps } from '../deps.js';
import type { StoredRecord } from '../ledger/ledger-stream.js';

/** Records taken from the ledger before the projection and the checkpoint are brought up to them. */
const BATCH = 1000;

/**
 * Brings the projection up to the ledger: what a process has written and died before showing, what a Redis has lost, everything
 * after it was emptied. Whoever writes shows it, so there is mostly nothing to do.
 */
export async function followLedger(deps: Deps, signal: AbortSignal): Promise<void> {
  const { stream, checkpoints, logger } = deps;
  const lastSequence = await stream.lastSequence();
  let checkpoint = await checkpoints.get();
  if (checkpoint === undefined) {
    checkpoint = { through: 0, begunAt: lastSequence };
    await checkpoints.set(checkpoint);
    if (lastSequence > 0) logger.info('making the wallets from the ledger', { records: lastSequence });
  }
  if (checkpoint.through >= lastSequence) return;
  let batch: StoredRecord[] = [];
  const show = async (): Promise<void> => {
    const through = batch.at(-1)?.sequence;
    if (through === undefined || checkpoint === undefined) return;
    await Promise.all([...byAccount(batch)].map(([account, records]) => showAccount(deps, account, records)));
    await checkpoints.set({ ...checkpoint, through });
    batch = [];
  };
  for await (const stored of stream.read(checkpoint.through, { signal })) {
    if (batch.push(stored) >= BATCH) await show();
  }
  await show();
}

async function showAccount(
  { accounts, projection }: Deps,
  account: string,
  records: readonly StoredRecord[],
): Promise<void> {
  const base = await projection.read(account);
  const missing = records.filter(({ sequence }) => sequence > base.sequence);
  const [next] = missing;
  if (next === undefined) return;
  const follows = next.record.number === base.wallet.number + 1;
  if (!follows || (await accounts.take(base, missing)) === undefined) await accounts.catchUp(account);
}

function byAccount(batch: readonly StoredRecord[]): ReadonlyMap<string, readonly StoredRecord[]> {
  return Map.groupBy(batch, ({ record }) => record.account);
}
