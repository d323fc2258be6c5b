import { EntryKind, type LedgerEntry } from '@bodybroker/contracts-payment';
import { ENTRY_KINDS, type LedgerRecord } from '../domain/ledger-record.js';
import { recordId } from '../domain/record-id.js';
import { counterAccount } from '../domain/reverse-entry.js';

/** A record as an entry of its account. */
export function toEntry(record: LedgerRecord): LedgerEntry {
  const { account, number, kind, atMs, after, hold, intent, reverses, reason = '', reference = '' } = record;
  const name = ENTRY_KINDS.find((each) => each === kind);
  const availableDelta = changeOf(record, 'available');
  const heldDelta = changeOf(record, 'held');
  const counter = counterAccount(record);
  return {
    entryId: recordId('ent', record),
    playerId: account,
    kind: name === undefined ? EntryKind.UNSPECIFIED : EntryKind[name],
    currency: after?.currency ?? '',
    amount: availableDelta + heldDelta,
    availableDelta,
    heldDelta,
    availableAfter: after?.available ?? 0n,
    heldAfter: after?.held ?? 0n,
    counterAccount: counter === account ? '' : counter,
    reason,
    reference,
    holdId: hold?.id ?? '',
    intentId: intent?.id ?? '',
    reversesEntryId: reverses === undefined ? '' : recordId('ent', reverses),
    createdMs: BigInt(atMs),
    version: BigInt(number),
  };
}

function changeOf({ account, legs, after }: LedgerRecord, bucket: 'available' | 'held'): bigint {
  return legs
    .filter((leg) => leg.account === account && leg.bucket === bucket && leg.currency === after?.currency)
    .reduce((sum, { amount }) => sum + amount, 0n);
}
