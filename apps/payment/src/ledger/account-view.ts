import { DomainError, type Clock } from '@bodybroker/domain';
import type { Hold } from '../domain/hold.js';
import { LedgerFaultError } from '../domain/ledger-fault-error.js';
import type { PaymentIntent } from '../domain/payment-intent.js';
import type { Wallet } from '../domain/wallet.js';
import type { Projected } from '../storage/projected.js';
import type { Projection } from '../storage/projection.js';
import type { PostRequest } from './answered-before.js';
import type { LedgerStream, StoredRecord } from './ledger-stream.js';

/** An account at one place in the ledger, with what a rule wants to know of it. */
export interface View {
  readonly projected: Projected;
  readonly wallet: Wallet;
  /** The record that answered the call before. */
  readonly earlier: StoredRecord | undefined;
  /** Those of the request's marks that are there. */
  readonly marked: ReadonlySet<string>;
  readonly hold: Hold | undefined;
  readonly intent: PaymentIntent | undefined;
  readonly nowMs: number;
}

/** How far a process has seen the projection of an account. */
export type KnownPlace = Pick<Projected, 'epoch' | 'sequence'>;

export interface ViewSources {
  readonly projection: Projection;
  readonly stream: LedgerStream;
  readonly clock: Clock;
  readonly known: () => KnownPlace | undefined;
  readonly know: (projected: Projected) => void;
  readonly catchUp: () => Promise<Projected>;
}

const MAX_READS = 50;

/**
 * Reads an account with what hangs on it, all true at one place of the ledger. They are several reads, the wallet's the last: when
 * it is still at the place known before the first, nothing has changed between. Reading the wallet first would miss a mark that came
 * with a record after it, or that was lost with the whole projection, and let a call be done twice.
 */
export async function readView(account: string, request: PostRequest, sources: ViewSources): Promise<View> {
  const { projection, stream, clock, known, know, catchUp } = sources;
  const { call, marks = [], holdId, intentId } = request;
  for (let reads = 0; reads < MAX_READS; reads += 1) {
    const before = known();
    const [earlier, places, hold, intent, projected] = await Promise.all([
      call && projection.mark(account, call.mark),
      Promise.all(marks.map((mark) => projection.mark(account, mark))),
      holdId === undefined ? undefined : projection.hold(holdId),
      intentId === undefined ? undefined : projection.intent(intentId),
      projection.read(account),
    ]);
    if (projected.sequence === before?.sequence && projected.epoch === before.epoch) {
      return {
        projected,
        wallet: projected.wallet,
        earlier: earlier === undefined ? undefined : await recordOf(account, earlier, stream),
        marked: new Set(marks.filter((_, index) => places[index] !== undefined)),
        hold,
        intent,
        nowMs: clock.now(),
      };
    }
    // Nothing there: never used, or lost. The ledger knows.
    if (projected.sequence === 0) await catchUp();
    else know(projected);
  }
  throw new DomainError('UNAVAILABLE', 'LEDGER_BUSY', `account "${account}" is busy`);
}

async function recordOf(account: string, sequence: number, stream: LedgerStream): Promise<StoredRecord> {
  const stored = await stream.at(sequence);
  if (stored?.record.account === account) return stored;
  throw new LedgerFaultError(account, `a record of it is expected at ${sequence} of the ledger`);
}
