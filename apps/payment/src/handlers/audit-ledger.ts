import type { IPaymentService } from '@bodybroker/contracts-payment';
import type { Handler } from '@bodybroker/nats-sdk';
import type { Deps } from '../deps.js';

/** Replays the whole ledger. */
export const auditLedger =
  ({ audits }: Deps): Handler<IPaymentService, 'auditLedger'> =>
  async (_request, { signal }) => {
    const { audit, findings } = await audits.ledger(signal);
    return {
      records: BigInt(audit.records),
      accounts: BigInt(audit.accounts.size),
      sums: audit.sums().map((sum) => ({ ...sum })),
      consistent: findings.length === 0,
      findings: [...findings],
    };
  };
