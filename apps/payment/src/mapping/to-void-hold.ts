import { HoldStatus, type Hold } from '@bodybroker/contracts-payment';
import type { LedgerRecord } from '../domain/ledger-record.js';

/** What stands, for ever, in the place of a hold that was never made. */
export function toVoidHold({ account, atMs }: LedgerRecord): Hold {
  return {
    holdId: '',
    playerId: account,
    currency: '',
    amount: 0n,
    capturedAmount: 0n,
    releasedAmount: 0n,
    status: HoldStatus.VOID,
    expiresMs: 0n,
    reference: '',
    capturedBy: '',
    createdMs: BigInt(atMs),
    version: 1n,
  };
}
