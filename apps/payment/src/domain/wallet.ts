import { DomainError, failedPrecondition } from '@bodybroker/domain';
import { mayOwe } from './account.js';
import { MAX_BALANCE } from './amount.js';
import { isClosed } from './hold.js';
import { isBalanced } from './leg.js';
import { LedgerFaultError } from './ledger-fault-error.js';
import type { LedgerRecord } from './ledger-record.js';

export interface WalletBalance {
  readonly available: bigint;
  readonly held: bigint;
}

/** What an account has come to: the fold of its records. */
export interface Wallet {
  readonly account: string;
  /** Of its last record; 0: it has none. */
  readonly number: number;
  readonly balances: Readonly<Record<string, WalletBalance>>;
  /** Holds that still have something. */
  readonly openHolds: number;
  readonly isFrozen: boolean;
  /** When its last record was made; records of an account never go back in time. */
  readonly lastMs: number;
}

const EMPTY: WalletBalance = { available: 0n, held: 0n };

export function emptyWallet(account: string): Wallet {
  return { account, number: 0, balances: {}, openHolds: 0, isFrozen: false, lastMs: 0 };
}

export function balanceOf(wallet: Wallet, currency: string): WalletBalance {
  return wallet.balances[currency] ?? EMPTY;
}

/**
 * What an account is after its next record.
 * @throws LedgerFaultError when the record is not its next, or not balanced: nothing that the rules write
 */
export function applyRecord(wallet: Wallet, record: LedgerRecord): Wallet {
  if (record.account !== wallet.account || record.number !== wallet.number + 1) {
    throw new LedgerFaultError(wallet.account, `record ${record.number} follows record ${wallet.number}`);
  }
  if (!isBalanced(record.legs)) throw new LedgerFaultError(wallet.account, `record ${record.number} is not balanced`);
  const balances: Record<string, WalletBalance> = { ...wallet.balances };
  for (const { account, bucket, currency, amount } of record.legs) {
    if (account !== wallet.account) continue;
    const before = balances[currency] ?? EMPTY;
    balances[currency] = { ...before, [bucket]: before[bucket] + amount };
  }
  return {
    account: wallet.account,
    number: record.number,
    balances,
    openHolds: wallet.openHolds + openedHolds(record),
    isFrozen: wallet.isFrozen || record.kind === 'FREEZE',
    lastMs: record.atMs,
  };
}

function openedHolds({ kind, hold }: LedgerRecord): number {
  if (hold === undefined) return 0;
  if (kind === 'HOLD') return 1;
  return isClosed(hold) ? -1 : 0;
}

/**
 * Checks what an account would come to.
 * @throws DomainError FAILED_PRECONDITION INSUFFICIENT_FUNDS, BALANCE_LIMIT
 */
export function checkBalances(before: Wallet, after: Wallet): void {
  for (const [currency, { available, held }] of Object.entries(after.balances)) {
    if (held < 0n) throw new LedgerFaultError(after.account, `held ${currency} would fall below 0`);
    const owned = available < 0n ? -available : available;
    if (owned + held > MAX_BALANCE) throw failedPrecondition('BALANCE_LIMIT', 'the balance would be too large');
    if (available >= 0n || mayOwe(after.account)) continue;
    const { available: had } = balanceOf(before, currency);
    throw failedPrecondition('INSUFFICIENT_FUNDS', `there are ${had} ${currency}`, {
      available: String(had),
      currency,
      needed: String(had - available),
    });
  }
}

/** @throws DomainError FAILED_PRECONDITION ACCOUNT_FROZEN: its owner is gone, so nothing new begins */
export function checkOpen({ isFrozen, account }: Wallet): void {
  if (isFrozen) throw new DomainError('FAILED_PRECONDITION', 'ACCOUNT_FROZEN', `account "${account}" is closed`);
}
