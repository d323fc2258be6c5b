import { releaseHold } from '../domain/hold.js';
import type { CallMark } from '../domain/ledger-record.js';
import { voidCall } from '../domain/reverse-entry.js';
import type { Deps } from '../deps.js';
import type { Posted } from './answered-before.js';
import type { StoredRecord } from './ledger-stream.js';
import { existingHold } from './own-holds.js';

type LedgerDeps = Pick<Deps, 'accounts'>;
type Call = Pick<CallMark, 'mark' | 'fingerprint'>;

export type Released =
  | Posted
  /** Another call has taken the place of the one that would have made the hold; its record. */
  | { readonly status: 'voided'; readonly stored: StoredRecord };

/** Gives back what a hold still has; one that has nothing is left as it is. @throws DomainError NOT_FOUND HOLD_NOT_FOUND */
export function release({ accounts }: LedgerDeps, account: string, holdId: string, call: Call): Promise<Posted> {
  return accounts.post(account, {
    call,
    holdId,
    decide: ({ hold }) => releaseHold(existingHold(hold, holdId), 'RELEASED'),
  });
}

/**
 * Undoes a call of HoldFunds whose answer nobody got: releases the hold it made; or, if it never arrived, takes its place, so that it is
 * refused should it still arrive.
 * @param originalMark the mark of that call
 */
export async function releaseCall(
  deps: LedgerDeps,
  account: string,
  originalMark: string,
  call: Call,
): Promise<Released> {
  for (;;) {
    const original = await deps.accounts.find(account, originalMark);
    const holdId = original?.record.hold?.id;
    if (holdId !== undefined) return release(deps, account, holdId, call);
    const posted = await deps.accounts.post(account, {
      call,
      marks: [originalMark],
      decide: ({ marked }) => (marked.has(originalMark) ? undefined : voidCall(originalMark, '')),
    });
    if (posted.status !== 'unchanged') return posted;
    if (original !== undefined) return { status: 'voided', stored: original };
    // It has arrived, or was voided, since it was looked for.
  }
}
