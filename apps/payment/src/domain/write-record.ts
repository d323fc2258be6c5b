import type { CallMark, Cause, Draft, LedgerRecord } from './ledger-record.js';
import { applyRecord, balanceOf, checkBalances, type Wallet } from './wallet.js';

export interface WritingContext {
  readonly nowMs: number;
  readonly call?: CallMark;
  readonly cause?: Cause;
}

/**
 * The next record of an account.
 * @throws DomainError FAILED_PRECONDITION INSUFFICIENT_FUNDS, BALANCE_LIMIT
 */
export function writeRecord(
  wallet: Wallet,
  draft: Draft,
  { nowMs, call, cause }: WritingContext,
): { readonly record: LedgerRecord; readonly wallet: Wallet } {
  const bare: LedgerRecord = {
    ...draft,
    account: wallet.account,
    number: wallet.number + 1,
    atMs: Math.max(nowMs, wallet.lastMs),
    ...(call === undefined ? {} : { call }),
    ...(cause === undefined ? {} : { cause }),
  };
  const after = applyRecord(wallet, bare);
  checkBalances(wallet, after);
  const currency = draft.legs.find(({ account }) => account === wallet.account)?.currency;
  if (currency === undefined) return { record: bare, wallet: after };
  return { record: { ...bare, after: { currency, ...balanceOf(after, currency) } }, wallet: after };
}
