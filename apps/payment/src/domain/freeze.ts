import type { Draft } from './ledger-record.js';
import type { Wallet } from './wallet.js';

/** The end of an account: what is under way still ends, nothing new begins. Undefined when it has ended before. */
export function freeze({ isFrozen }: Wallet, reason: string): Draft | undefined {
  return isFrozen ? undefined : { kind: 'FREEZE', legs: [], reason };
}
