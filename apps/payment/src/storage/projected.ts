import type { Wallet } from '../domain/wallet.js';

/** An account as the projection has it. */
export interface Projected {
  readonly wallet: Wallet;
  /** Place in the ledger of the last record it has; 0: none. */
  readonly sequence: number;
  /** Differs from one making of the projection to the next: within one nothing of the account has been lost. Empty: not made. */
  readonly epoch: string;
  /** The store's version of the wallet; 0n: it is not there. */
  readonly storedVersion: bigint;
}
