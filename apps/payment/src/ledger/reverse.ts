import { failedPrecondition, notFound } from '@bodybroker/domain';
import type { CallMark } from '../domain/ledger-record.js';
import { recordId, type RecordPlace } from '../domain/record-id.js';
import { reverseEntry, voidCall } from '../domain/reverse-entry.js';
import type { Deps } from '../deps.js';
import type { Posted } from './answered-before.js';
import type { StoredRecord } from './ledger-stream.js';

type LedgerDeps = Pick<Deps, 'accounts' | 'stream' | 'projection'>;
type Call = Pick<CallMark, 'mark' | 'fingerprint'>;

/**
 * Writes the opposite of an entry, once.
 * @throws DomainError NOT_FOUND ENTRY_NOT_FOUND; FAILED_PRECONDITION NOT_REVERSIBLE, ALREADY_REVERSED, INSUFFICIENT_FUNDS
 */
export async function reverse(deps: LedgerDeps, place: RecordPlace, reason: string, call: Call): Promise<Posted> {
  const entry = await entryAt(deps, place);
  const { account, draft, mark } = reverseEntry(entry.record, reason);
  return deps.accounts.post(account, {
    call,
    marks: [mark],
    decide: ({ marked }) => {
      if (!marked.has(mark)) return draft;
      const id = recordId('ent', place);
      throw failedPrecondition('ALREADY_REVERSED', `entry "${id}" has been reversed`, { entry_id: id });
    },
  });
}

/**
 * Undoes a call whose answer nobody got: reverses what it did; or, if it never arrived, takes its place, so that it is refused
 * should it still arrive.
 * @param originalMark the mark of the call on the account it was written on
 */
export async function reverseCall(
  deps: LedgerDeps,
  account: string,
  originalMark: string,
  { reason, call }: { readonly reason: string; readonly call: Call },
): Promise<Posted> {
  const original = await deps.accounts.find(account, originalMark);
  if (original !== undefined && original.record.kind !== 'VOID') {
    return reverse(deps, original.record, reason, call);
  }
  const posted = await deps.accounts.post(account, {
    call,
    marks: [originalMark],
    decide: ({ marked }) => (marked.has(originalMark) ? undefined : voidCall(originalMark, reason)),
  });
  if (posted.status !== 'unchanged') return posted;
  // It has arrived meanwhile; or it was taken back before, by another call.
  const arrived = await deps.accounts.find(account, originalMark);
  if (arrived === undefined || arrived.record.kind === 'VOID') {
    throw failedPrecondition('ALREADY_REVERSED', 'the call was undone before it arrived');
  }
  return reverse(deps, arrived.record, reason, call);
}

async function entryAt({ accounts, projection, stream }: LedgerDeps, place: RecordPlace): Promise<StoredRecord> {
  const sequence = await accounts.seek(place.account, () => projection.placeOf(place));
  const entry = sequence === undefined ? undefined : await stream.at(sequence);
  if (entry === undefined) throw notFound('entry', recordId('ent', place));
  return entry;
}
