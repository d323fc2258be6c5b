import type { Clock } from '@bodybroker/domain';
import { LedgerAudit } from '../domain/ledger-audit.js';
import { balanceOf, type Wallet } from '../domain/wallet.js';
import { auditTold } from '../publishers/audit-told.js';
import type { Projection } from '../storage/projection.js';
import type { Accounts } from './accounts.js';
import type { LedgerStream } from './ledger-stream.js';

export interface AuditsOptions {
  readonly accounts: Accounts;
  readonly stream: LedgerStream;
  readonly projection: Projection;
  readonly clock: Clock;
}

export interface AuditResult {
  readonly audit: LedgerAudit;
  /** What is wrong, in words. */
  readonly findings: readonly string[];
}

/** An account that others keep writing to is looked at this often until it stands still. */
const MAX_LOOKS = 5;
const MAX_FINDINGS = 100;

/** Replays the ledger and compares it with what is shown. What is shown wrongly is forgotten, so that its next use makes it anew. */
export class Audits {
  readonly #options: AuditsOptions;

  constructor(options: AuditsOptions) {
    this.#options = options;
  }

  /** One account. Publishes sys.payment.audit_failed when something is wrong. */
  async account(account: string, signal?: AbortSignal): Promise<AuditResult & { readonly projected: Wallet }> {
    const { accounts, stream, projection, clock } = this.#options;
    for (let looks = 1; ; looks += 1) {
      await accounts.catchUp(account);
      const projected = await projection.read(account);
      const audit = new LedgerAudit();
      let lastSequence = 0;
      for await (const { sequence, record } of stream.read(0, { account, ...(signal && { signal }) })) {
        audit.add(record);
        lastSequence = sequence;
      }
      if (lastSequence !== projected.sequence && looks < MAX_LOOKS) continue;
      const wallet = audit.accounts.get(account)?.wallet;
      const wrong = wallet === undefined ? [] : differences(wallet, projected.wallet);
      if (wrong.length > 0) await projection.drop(account);
      const findings = [...audit.findings, ...wrong];
      if (findings.length > 0) await projection.publish(account, [auditTold(account, findings, clock)]);
      return { audit, findings, projected: projected.wallet };
    }
  }

  /** Everything. Accounts that are written to meanwhile are compared next time. */
  async ledger(signal?: AbortSignal): Promise<AuditResult> {
    const { stream, projection, clock } = this.#options;
    const audit = new LedgerAudit();
    const lastOf = new Map<string, number>();
    for await (const { sequence, record } of stream.read(0, signal && { signal })) {
      audit.add(record);
      lastOf.set(record.account, sequence);
    }
    const findings = [...audit.findings];
    for (const { currency, sum } of audit.sums()) {
      if (sum !== 0n) findings.push(`the sum of all ${currency} is ${sum}`);
    }
    for (const [account, { wallet }] of audit.accounts) {
      signal?.throwIfAborted();
      const projected = await projection.read(account);
      if (projected.sequence !== lastOf.get(account)) continue;
      const wrong = differences(wallet, projected.wallet);
      if (wrong.length === 0) continue;
      findings.push(...wrong);
      await projection.drop(account);
    }
    const first = findings.slice(0, MAX_FINDINGS);
    if (first.length > 0) await projection.publish('ledger', [auditTold(undefined, first, clock)]);
    return { audit, findings: first };
  }
}

function differences(truth: Wallet, shown: Wallet): readonly string[] {
  const currencies = new Set([...Object.keys(truth.balances), ...Object.keys(shown.balances)]);
  const wrong = [...currencies].flatMap((currency) => {
    const [is, says] = [balanceOf(truth, currency), balanceOf(shown, currency)];
    if (is.available === says.available && is.held === says.held) return [];
    return [
      `${truth.account}: ${says.available} + ${says.held} ${currency} are shown, the ledger has ${is.available} + ${is.held}`,
    ];
  });
  if (truth.number !== shown.number)
    wrong.push(`${truth.account}: record ${shown.number} is shown as the last, which is ${truth.number}`);
  if (truth.openHolds !== shown.openHolds)
    wrong.push(`${truth.account}: ${shown.openHolds} open holds are shown of ${truth.openHolds}`);
  return wrong;
}
