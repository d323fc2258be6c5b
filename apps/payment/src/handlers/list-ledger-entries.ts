import type { IPaymentService } from '@bodybroker/contracts-payment';
import { readPage } from '@bodybroker/domain';
import type { Handler } from '@bodybroker/nats-sdk';
import type { Deps } from '../deps.js';
import { walletCurrency } from '../domain/currency.js';
import { listEntries } from '../ledger/list-entries.js';
import { toEntry } from '../mapping/to-entry.js';
import { accountOf } from '../mapping/to-order.js';

/** The entries of an account, newest first. */
export const listLedgerEntries =
  (deps: Deps): Handler<IPaymentService, 'listLedgerEntries'> =>
  async (request) => {
    const account = accountOf(request);
    const { currency, fromMs, toMs } = request;
    const filter = {
      currency: currency === undefined ? undefined : walletCurrency(currency),
      fromMs: Number(fromMs ?? 0n),
      toMs: toMs === undefined ? Infinity : Number(toMs),
    };
    const page = readPage(request, [account, currency, fromMs, toMs]);
    const { rows, nextPageToken } = await listEntries(deps, account, filter, page);
    return { entries: rows.map(toEntry), nextPageToken };
  };
