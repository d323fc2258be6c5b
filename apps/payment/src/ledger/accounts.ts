import { DomainError, isDomainError, KeyedMutex, type Clock } from '@bodybroker/domain';
import { currentContext } from '@bodybroker/nats-sdk';
import type { Logger } from '@bodybroker/telemetry';
import type { Cause, LedgerRecord } from '../domain/ledger-record.js';
import { LedgerFaultError } from '../domain/ledger-fault-error.js';
import type { Wallet } from '../domain/wallet.js';
import { writeRecord } from '../domain/write-record.js';
import type { Checkpoints } from '../storage/checkpoints.js';
import type { Projected } from '../storage/projected.js';
import type { Projection } from '../storage/projection.js';
import { answeredBefore, type Posted, type PostRequest } from './answered-before.js';
import { readView, type KnownPlace, type View } from './account-view.js';
import { isOvertaken, type LedgerStream, type StoredRecord } from './ledger-stream.js';

export interface AccountsOptions {
  readonly stream: LedgerStream;
  readonly projection: Projection;
  readonly checkpoints: Pick<Checkpoints, 'get'>;
  readonly clock: Clock;
  readonly logger: Pick<Logger, 'warn'>;
  /** Waits a moment that differs from one process to another, for one that was overtaken. */
  readonly stepAside: () => Promise<void>;
}

/** How often a post starts over when other processes were quicker. Each time one of them got something done. */
const MAX_TRIES = 20;
/** Records taken into the projection in one commit. */
const CHUNK = 500;
/** How many accounts' places are remembered. */
const MAX_KNOWN = 20_000;
/**
 * Older records have been published: an event waits in the outbox only while the message server is away, and then nothing is
 * written. Below the two minutes for which the event streams drop repeats.
 */
const SURELY_TOLD_MS = 100_000;

/**
 * Writes and reads accounts. A post reads the account, lets a rule decide, writes one record behind the last one it has seen, and
 * starts over when somebody else wrote meanwhile; so what a rule decides on is true when it is written.
 */
export class Accounts {
  readonly #options: AccountsOptions;
  readonly #turns = new KeyedMutex();
  /** How far this process has seen the projection of an account. */
  readonly #known = new Map<string, KnownPlace>();

  constructor(options: AccountsOptions) {
    this.#options = options;
  }

  /**
   * Writes what `decide` wants, once for a call.
   * @throws whatever `decide` throws; DomainError INVALID_ARGUMENT IDEMPOTENCY_KEY_REUSED, FAILED_PRECONDITION KEY_VOIDED,
   *   INSUFFICIENT_FUNDS, UNAVAILABLE LEDGER_BUSY; RpcError UNAVAILABLE: whether it was written is not known, repeating the call tells
   */
  post(account: string, request: PostRequest): Promise<Posted> {
    return this.#turns.run(account, () => this.#post(account, request));
  }

  /** An account as it is. */
  async wallet(account: string): Promise<Wallet> {
    const known = this.#known.get(account);
    const projected = await this.#options.projection.read(account);
    // The first look of this process asks the ledger whether the projection was kept up; then whoever writes keeps it so.
    if (known !== undefined && projected.sequence >= known.sequence) return projected.wallet;
    return (await this.catchUp(account)).wallet;
  }

  /** Looks for something of an account; what is not shown is looked for again when all that the ledger has is. */
  async seek<T>(account: string, look: () => Promise<T | undefined>): Promise<T | undefined> {
    await this.wallet(account);
    const found = await look();
    if (found !== undefined) return found;
    await this.catchUp(account);
    return look();
  }

  /** The record a mark stands for. */
  async find(account: string, mark: string): Promise<StoredRecord | undefined> {
    const sequence = await this.seek(account, () => this.#options.projection.mark(account, mark));
    return sequence === undefined ? undefined : this.#options.stream.at(sequence);
  }

  /** Brings the projection of an account up to the ledger. */
  async catchUp(account: string): Promise<Projected> {
    const { stream, projection } = this.#options;
    for (;;) {
      const base = await projection.read(account);
      const head = await stream.head(account);
      const headSequence = head?.sequence ?? 0;
      if (base.sequence === headSequence) return this.#know(base);
      if (base.sequence > headSequence) {
        throw new LedgerFaultError(account, `is shown at ${base.sequence}, but the ledger ends at ${headSequence}`);
      }
      // One step behind is the usual case, and the step is in hand.
      const isNext = head?.record.number === base.wallet.number + 1;
      const missing = isNext ? [head] : await collect(stream.read(base.sequence, { account }), CHUNK);
      const taken = await this.take(base, missing);
      if (taken !== undefined && taken.sequence >= headSequence) return this.#know(taken);
    }
  }

  /** Takes records into the projection that follow `base`; undefined when it has gone on by itself. */
  async take(base: Projected, records: readonly StoredRecord[]): Promise<Projected | undefined> {
    const checkpoint = await this.#options.checkpoints.get();
    const nowMs = this.#options.clock.now();
    const isTold = ({ sequence, record }: StoredRecord): boolean =>
      nowMs - record.atMs < SURELY_TOLD_MS || (checkpoint !== undefined && sequence > checkpoint.begunAt);
    try {
      return await this.#options.projection.take(base, records, isTold);
    } catch (error) {
      if (isDomainError(error) && error.code === 'VERSION_CONFLICT') return undefined;
      throw error;
    }
  }

  async #post(account: string, request: PostRequest): Promise<Posted> {
    const { stream, clock } = this.#options;
    for (let tries = 1; ; tries += 1) {
      const context = currentContext();
      context?.signal.throwIfAborted();
      const view = await this.#view(account, request);
      const answered = answeredBefore(view, request);
      if (answered !== undefined) return answered;
      const written = await this.#decide(account, view, () => {
        const draft = request.decide(view);
        if (draft === undefined) return undefined;
        const { call } = request;
        const cause: Cause | undefined = context && pickCause(context);
        return writeRecord(view.wallet, draft, {
          nowMs: clock.now(),
          ...(call === undefined ? {} : { call: { ...call, state: request.keeps ?? 'done' } }),
          ...(cause === undefined ? {} : { cause }),
        });
      });
      if (written === 'stale') continue;
      if (written === undefined) return { status: 'unchanged', view };
      try {
        const sequence = await stream.append(written.record, view.projected.sequence);
        await this.#show(view.projected, { sequence, record: written.record });
        return { status: 'posted', stored: { sequence, record: written.record } };
      } catch (error) {
        this.#known.delete(account);
        if (!isOvertaken(error)) throw error;
        if (tries >= MAX_TRIES) throw new DomainError('UNAVAILABLE', 'LEDGER_BUSY', `account "${account}" is busy`);
      }
      await this.#options.stepAside();
      await this.catchUp(account);
    }
  }

  #view(account: string, request: PostRequest): Promise<View> {
    return readView(account, request, {
      ...this.#options,
      known: () => this.#known.get(account),
      know: (projected) => this.#know(projected),
      catchUp: () => this.catchUp(account),
    });
  }

  /** A refusal is as good as the view it was decided on: it holds when the ledger has nothing newer. */
  async #decide<Decision>(account: string, view: View, decide: () => Decision): Promise<Decision | 'stale'> {
    try {
      return decide();
    } catch (error) {
      const head = await this.#options.stream.head(account);
      if ((head?.sequence ?? 0) === view.projected.sequence) throw error;
      await this.catchUp(account);
      return 'stale';
    }
  }

  /** The record is written, so the call has succeeded whatever happens here: what is not shown now is caught up. */
  async #show(base: Projected, stored: StoredRecord): Promise<void> {
    try {
      this.#know(await this.#options.projection.take(base, [stored], () => true));
    } catch (error) {
      this.#known.delete(base.wallet.account);
      if (isDomainError(error) && error.code === 'VERSION_CONFLICT') return;
      this.#options.logger.warn('a record is written but not shown yet', { sequence: stored.sequence, error });
    }
  }

  #know(projected: Projected): Projected {
    const { account } = projected.wallet;
    this.#known.delete(account);
    this.#known.set(account, { epoch: projected.epoch, sequence: projected.sequence });
    if (this.#known.size > MAX_KNOWN) {
      const [oldest] = this.#known.keys();
      if (oldest !== undefined) this.#known.delete(oldest);
    }
    return projected;
  }
}

function pickCause({ requestId, correlationId, worldId }: Cause): NonNullable<LedgerRecord['cause']> {
  return { requestId, correlationId, worldId };
}

async function collect(source: AsyncIterable<StoredRecord>, limit: number): Promise<StoredRecord[]> {
  const records: StoredRecord[] = [];
  for await (const stored of source) if (records.push(stored) >= limit) break;
  return records;
}
