import type { IPaymentService } from '@bodybroker/contracts-payment';
import type { Handler } from '@bodybroker/nats-sdk';
import type { Deps } from '../deps.js';
import { balanceOf } from '../domain/wallet.js';
import { accountOf } from '../mapping/to-order.js';

/** Replays an account and compares it with what is shown of it. */
export const auditWallet =
  ({ audits }: Deps): Handler<IPaymentService, 'auditWallet'> =>
  async (request, { signal }) => {
    const account = accountOf(request);
    const { audit, findings, projected } = await audits.account(account, signal);
    return {
      playerId: account,
      balances: audit.balancesOf(account).map((balance) => {
        const { available: projectedAvailable, held: projectedHeld } = balanceOf(projected, balance.currency);
        return { ...balance, projectedAvailable, projectedHeld };
      }),
      records: BigInt(audit.records),
      projectedRecords: BigInt(projected.number),
      consistent: findings.length === 0,
      findings: [...findings],
    };
  };
