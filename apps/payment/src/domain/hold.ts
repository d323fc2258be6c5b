import { DomainError, failedPrecondition, invalidArgument } from '@bodybroker/domain';
import { mayOwe, HOUSE } from './account.js';
import type { WalletCurrency } from './currency.js';
import type { Draft } from './ledger-record.js';
import { move } from './leg.js';
import { recordId } from './record-id.js';
import { checkOpen, type Wallet } from './wallet.js';

export type HoldStatus = 'HELD' | 'PART_CAPTURED' | 'CAPTURED' | 'RELEASED' | 'EXPIRED';

/** Money set aside. */
export interface Hold {
  readonly id: string;
  readonly account: string;
  readonly currency: WalletCurrency;
  readonly amount: bigint;
  readonly capturedAmount: bigint;
  readonly releasedAmount: bigint;
  readonly status: HoldStatus;
  /** Unix ms. */
  readonly expiresMs: number;
  readonly reference: string;
  /** Whom the captured part went to. */
  readonly capturedBy?: string;
  readonly createdMs: number;
  readonly version: number;
}

export interface HoldOrder {
  readonly currency: WalletCurrency;
  readonly amount: bigint;
  /** Unix ms; undefined: in an hour. */
  readonly expiresMs: number | undefined;
  readonly reference: string;
  readonly reason: string;
}

const MAX_OPEN_HOLDS = 100;
const MIN_HOLD_MS = 60_000;
const MAX_HOLD_MS = 7 * 86_400_000;
const DEFAULT_HOLD_MS = 3_600_000;

/** Whether nothing is set aside any more. */
export function isClosed({ status }: Hold): boolean {
  return status === 'CAPTURED' || status === 'RELEASED' || status === 'EXPIRED';
}

export function remainderOf({ amount, capturedAmount, releasedAmount }: Hold): bigint {
  return amount - capturedAmount - releasedAmount;
}

/** @throws DomainError INVALID_ARGUMENT BAD_EXPIRY; RESOURCE_EXHAUSTED TOO_MANY_HOLDS; FAILED_PRECONDITION ACCOUNT_FROZEN */
export function placeHold(wallet: Wallet, order: HoldOrder, nowMs: number): Draft {
  checkOpen(wallet);
  const { currency, amount, reference, reason, expiresMs = nowMs + DEFAULT_HOLD_MS } = order;
  if (expiresMs < nowMs + MIN_HOLD_MS || expiresMs > nowMs + MAX_HOLD_MS) {
    throw invalidArgument('expires_ms', 'must be from 1 minute to 7 days from now', 'BAD_EXPIRY');
  }
  if (wallet.openHolds >= MAX_OPEN_HOLDS) {
    throw new DomainError('RESOURCE_EXHAUSTED', 'TOO_MANY_HOLDS', `an account has ${MAX_OPEN_HOLDS} holds at most`, {
      retryable: false,
    });
  }
  const { account } = wallet;
  return {
    kind: 'HOLD',
    legs: move(currency, amount, { account }, { account, bucket: 'held' }),
    reason,
    reference,
    hold: {
      id: recordId('hld', { account, number: wallet.number + 1 }),
      account,
      currency,
      amount,
      capturedAmount: 0n,
      releasedAmount: 0n,
      status: 'HELD',
      expiresMs,
      reference,
      createdMs: nowMs,
      version: 1,
    },
  };
}

/**
 * Takes from a hold, once.
 * @param amount undefined: all of it
 * @throws DomainError FAILED_PRECONDITION HOLD_STATE, HOLD_EXPIRED, CAPTURE_EXCEEDS_HOLD; INVALID_ARGUMENT
 */
export function captureHold(hold: Hold, amount: bigint | undefined, toAccount: string, nowMs: number): Draft {
  if (hold.status !== 'HELD') throw holdState(hold);
  if (hold.expiresMs <= nowMs) throw failedPrecondition('HOLD_EXPIRED', `hold "${hold.id}" has expired`);
  if (toAccount === hold.account) throw invalidArgument('to_account', 'must be another account than the hold is of');
  const captured = amount ?? hold.amount;
  if (captured > hold.amount) {
    throw failedPrecondition('CAPTURE_EXCEEDS_HOLD', `the hold has ${hold.amount}`, { held: String(hold.amount) });
  }
  const { account, currency, reference } = hold;
  const isDirect = mayOwe(toAccount);
  return {
    kind: 'CAPTURE',
    legs: move(currency, captured, { account, bucket: 'held' }, { account: isDirect ? toAccount : HOUSE.transit }),
    reference,
    hold: {
      ...hold,
      capturedAmount: captured,
      capturedBy: toAccount,
      status: captured === hold.amount ? 'CAPTURED' : 'PART_CAPTURED',
      version: hold.version + 1,
    },
    ...(isDirect ? {} : { forward: { account: toAccount, moneys: [{ currency, amount: captured }] } }),
  };
}

/** Gives back what is left; undefined when nothing is. */
export function releaseHold(hold: Hold, status: 'RELEASED' | 'EXPIRED'): Draft | undefined {
  if (isClosed(hold)) return undefined;
  const { account, currency, reference } = hold;
  const rest = remainderOf(hold);
  return {
    kind: 'RELEASE',
    legs: move(currency, rest, { account, bucket: 'held' }, { account }),
    reason: status === 'EXPIRED' ? 'expired' : '',
    reference,
    hold: { ...hold, releasedAmount: rest, status, version: hold.version + 1 },
  };
}

function holdState({ id, status }: Hold): DomainError {
  return failedPrecondition('HOLD_STATE', `hold "${id}" is ${status}`, { status });
}
