import type { Clock } from '@bodybroker/domain';
import type { EventLog } from '@bodybroker/nats-sdk';
import type { Store } from '@bodybroker/storage';
import { noLogger } from '@bodybroker/telemetry';
import type { Deps } from '../src/deps.js';
import { Accounts } from '../src/ledger/accounts.js';
import { Audits } from '../src/ledger/audits.js';
import { Deliveries } from '../src/ledger/deliveries.js';
import { LedgerStream } from '../src/ledger/ledger-stream.js';
import { SandboxProvider } from '../src/providers/sandbox-provider.js';
import { recordTold } from '../src/publishers/record-told.js';
import { CallLimits } from '../src/storage/call-limits.js';
import { Checkpoints } from '../src/storage/checkpoints.js';
import { Projection } from '../src/storage/projection.js';
import { fusedLog, fusedStore, Fuse, type Death } from './fuse.js';

/** One process of the service on a ledger and a store it shares with others, that dies as told and is as slow as told. */
export function startProcess(
  events: EventLog,
  store: Store,
  clock: Clock,
  death?: Death,
  lag?: () => Promise<void>,
): Deps {
  const fuse = new Fuse(death, lag);
  const stream = new LedgerStream(fusedLog(events, fuse));
  const fused = fusedStore(store, fuse);
  const projection = new Projection(fused, { reconcileMs: 1000, tell: recordTold });
  const checkpoints = new Checkpoints(fused);
  const stepAside = (): Promise<void> => new Promise((wake) => setImmediate(wake));
  const accounts = new Accounts({ stream, projection, checkpoints, clock, logger: noLogger, stepAside });
  return {
    accounts,
    deliveries: new Deliveries({ accounts, projection, logger: noLogger }),
    audits: new Audits({ accounts, stream, projection, clock }),
    stream,
    projection,
    checkpoints,
    limits: new CallLimits(fused, 1_000_000),
    products: new Map([
      [
        'teeth',
        {
          id: 'teeth',
          name: 'Teeth',
          description: 'Teeth',
          prices: [{ currency: 'EUR', amount: 199n }],
          grants: [{ currency: 'TOOTH', amount: 20n }],
          items: [],
        },
      ],
    ]),
    provider: new SandboxProvider({ webhookSecret: 's', clock }),
    stores: new Map(),
    clock,
    logger: noLogger,
  };
}
