/** The ledger holds, or would get, what no rule writes. Never the caller's fault. */
export class LedgerFaultError extends Error {
  override readonly name = 'LedgerFaultError';

  constructor(account: string, fault: string) {
    super(`account ${account}: ${fault}`);
  }
}
