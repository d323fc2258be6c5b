import type { Logger } from '@bodybroker/telemetry';
import { arrivalMark, arrive } from '../domain/move-money.js';
import type { Projection } from '../storage/projection.js';
import type { Accounts } from './accounts.js';
import type { StoredRecord } from './ledger-stream.js';

export interface DeliveriesOptions {
  readonly accounts: Accounts;
  readonly projection: Projection;
  readonly logger: Pick<Logger, 'warn'>;
}

/**
 * Completes what one account has sent to another. The sending record is the claim: from then on the money is under way, and whoever
 * finds it so delivers it. The arrival carries a mark, so it is written once.
 */
export class Deliveries {
  readonly #options: DeliveriesOptions;

  constructor(options: DeliveriesOptions) {
    this.#options = options;
  }

  /** Delivers at once where that works; else the sweep does it later. Never fails: the sender's part is done. */
  async send(sent: StoredRecord): Promise<void> {
    try {
      await this.deliver(sent);
    } catch (error) {
      this.#options.logger.warn('a transfer arrives later', { sequence: sent.sequence, error });
    }
  }

  /** Writes the arrival unless it is there. A record that sends nothing is left alone. */
  async deliver({ sequence, record }: StoredRecord): Promise<void> {
    const { accounts, projection } = this.#options;
    const { forward } = record;
    if (forward === undefined) return;
    const mark = arrivalMark(record);
    await accounts.post(forward.account, {
      marks: [mark],
      decide: ({ wallet, marked }) => (marked.has(mark) ? undefined : arrive(wallet, record, forward)),
    });
    await projection.clearDue(record.account, { kind: 'sent', sequence });
  }
}
