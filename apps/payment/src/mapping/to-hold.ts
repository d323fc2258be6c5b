import { HoldStatus, type Hold } from '@bodybroker/contracts-payment';
import type { Hold as DomainHold } from '../domain/hold.js';

/** A hold as the contract says it. */
export function toHold(hold: DomainHold): Hold {
  return {
    holdId: hold.id,
    playerId: hold.account,
    currency: hold.currency,
    amount: hold.amount,
    capturedAmount: hold.capturedAmount,
    releasedAmount: hold.releasedAmount,
    status: HoldStatus[hold.status],
    expiresMs: BigInt(hold.expiresMs),
    reference: hold.reference,
    capturedBy: hold.capturedBy ?? '',
    createdMs: BigInt(hold.createdMs),
    version: BigInt(hold.version),
  };
}
