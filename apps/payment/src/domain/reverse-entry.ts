import { failedPrecondition } from '@bodybroker/domain';
import { HOUSE, mayOwe } from './account.js';
import type { WalletCurrency } from './currency.js';
import type { Draft, LedgerRecord } from './ledger-record.js';
import { move } from './leg.js';
import type { RecordPlace } from './record-id.js';

const REVERSIBLE: ReadonlySet<LedgerRecord['kind']> = new Set([
  'CREDIT',
  'DEBIT',
  'TRANSFER_OUT',
  'TRANSFER_IN',
  'CAPTURE',
]);

/** An entry seen from where it is undone. */
export interface Reversal {
  /** The account the opposite record is written on: who must give back. */
  readonly account: string;
  readonly draft: Draft;
  /** Found on `account` once the entry is reversed. */
  readonly mark: string;
}

/** Names the reversal of an entry: it happens once. */
function reversalMark({ account, number }: RecordPlace): string {
  return `reversed:${account}#${number}`;
}

/**
 * How an entry is undone. What was given is taken back from where it went, available and not held; what a player has of it must
 * still be there.
 * @throws DomainError FAILED_PRECONDITION NOT_REVERSIBLE
 */
export function reverseEntry(entry: LedgerRecord, reason: string): Reversal {
  const { account, number, kind, legs, after, origin, reference = '' } = entry;
  if (!REVERSIBLE.has(kind) || origin !== undefined || after === undefined) {
    throw failedPrecondition('NOT_REVERSIBLE', `a ${kind} entry is undone in another way`, { kind });
  }
  const currency = after.currency as WalletCurrency;
  const gained = legs.filter((leg) => leg.account === account).reduce((sum, leg) => sum + leg.amount, 0n);
  const counter = entry.forward?.account ?? counterAccount(entry);
  const mark = reversalMark(entry);
  const facts = { kind: 'REVERSAL', reason, reference, reverses: { account, number }, marks: [mark] } as const;
  if (gained > 0n) {
    return { account, mark, draft: { ...facts, legs: move(currency, gained, { account }, { account: counter }) } };
  }
  if (mayOwe(counter)) {
    return { account, mark, draft: { ...facts, legs: move(currency, -gained, { account: counter }, { account }) } };
  }
  const draft: Draft = {
    ...facts,
    legs: move(currency, -gained, { account: counter }, { account: HOUSE.transit }),
    forward: { account, moneys: [{ currency, amount: -gained }] },
  };
  return { account: counter, mark, draft };
}

/** The other side of a record; the account itself where money only moved within it. */
export function counterAccount({ account, legs, forward, origin }: LedgerRecord): string {
  return forward?.account ?? origin?.account ?? legs.find((leg) => leg.account !== account)?.account ?? account;
}

/**
 * Stands for a call that never arrived: found under the call's mark, so that the call is refused should it still arrive.
 */
export function voidCall(mark: string, reason: string): Draft {
  return { kind: 'VOID', legs: [], reason, marks: [mark] };
}
