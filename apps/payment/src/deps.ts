import type { Clock } from '@bodybroker/domain';
import type { Logger } from '@bodybroker/telemetry';
import type { Products } from './domain/product.js';
import type { Accounts } from './ledger/accounts.js';
import type { Audits } from './ledger/audits.js';
import type { Deliveries } from './ledger/deliveries.js';
import type { LedgerStream } from './ledger/ledger-stream.js';
import type { PaymentProvider } from './providers/provider.js';
import type { ReceiptStore } from './providers/receipt-store.js';
import type { CallLimits } from './storage/call-limits.js';
import type { Checkpoints } from './storage/checkpoints.js';
import type { Projection } from './storage/projection.js';

/** What the handlers, subscribers and workers of this service are built from. */
export interface Deps {
  readonly accounts: Accounts;
  readonly deliveries: Deliveries;
  readonly audits: Audits;
  readonly stream: LedgerStream;
  readonly projection: Projection;
  readonly checkpoints: Checkpoints;
  readonly limits: CallLimits;
  readonly products: Products;
  /** The one in use. */
  readonly provider: PaymentProvider;
  /** By name. */
  readonly stores: ReadonlyMap<string, ReceiptStore>;
  readonly clock: Clock;
  readonly logger: Logger;
}
