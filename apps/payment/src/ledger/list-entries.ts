import { cutPage, type Page, type PageOf } from '@bodybroker/domain';
import type { LedgerRecord } from '../domain/ledger-record.js';
import type { Deps } from '../deps.js';

export interface EntryFilter {
  readonly currency: string | undefined;
  /** Unix ms, inclusive. */
  readonly fromMs: number;
  /** Unix ms, exclusive. */
  readonly toMs: number;
}

/** Index rows read at once. */
const BATCH = 500;

/** A page of an account's entries, newest first. The index says which; the ledger itself says what they are. */
export async function listEntries(
  { projection, stream, accounts }: Pick<Deps, 'projection' | 'stream' | 'accounts'>,
  account: string,
  { currency, fromMs, toMs }: EntryFilter,
  page: Page,
): Promise<PageOf<LedgerRecord>> {
  await accounts.wallet(account);
  let below = page.after === undefined ? Infinity : Number(page.after);
  const chosen: { readonly number: number; readonly sequence: number }[] = [];
  while (chosen.length <= page.size) {
    const rows = await projection.entries(account, below, BATCH);
    const fits = rows.filter(
      (row) => row.atMs >= fromMs && row.atMs < toMs && (currency === undefined || row.currency === currency),
    );
    chosen.push(...fits);
    const last = rows.at(-1);
    // Entries of an account are in the order of their times: what comes now is older still.
    if (last === undefined || rows.length < BATCH || last.atMs < fromMs) break;
    below = last.number;
  }
  const { rows, nextPageToken } = cutPage(chosen, page, ({ number }) => String(number));
  const stored = await Promise.all(rows.map(({ sequence }) => stream.at(sequence)));
  return { rows: stored.flatMap((each) => (each === undefined ? [] : [each.record])), nextPageToken };
}
