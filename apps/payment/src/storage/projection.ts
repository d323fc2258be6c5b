import { randomUUID } from 'node:crypto';
import { cutPage, type Page, type PageOf } from '@bodybroker/domain';
import type { Claim, OutboxEvent, Shard, Store } from '@bodybroker/storage';
import type { Hold } from '../domain/hold.js';
import type { LedgerRecord } from '../domain/ledger-record.js';
import type { PaymentIntent } from '../domain/payment-intent.js';
import { parseRecordId, type RecordPlace } from '../domain/record-id.js';
import { applyRecord, emptyWallet } from '../domain/wallet.js';
import { exactJson } from '../ledger/exact-json.js';
import type { StoredRecord } from '../ledger/ledger-stream.js';
import {
  DUE,
  dueMember,
  entriesOf,
  holdCodec,
  intentCodec,
  intentsOf,
  marksOf,
  parseEntry,
  projectionChange,
  type DueThing,
} from './projection-change.js';
import type { Projected } from './projected.js';

export interface ProjectionOptions {
  /** How long a provider may leave an intent without an answer before it is asked again: ms. */
  readonly reconcileMs: number;
  /** What to publish of a record. */
  tell(record: LedgerRecord): readonly OutboxEvent[];
}

const wallets = exactJson<Omit<Projected, 'storedVersion'>>();
const KIND = 'wallet';

/**
 * What the ledger comes to, kept where it is quickly found. Everything of an account is in the account's shard and changes together with
 * the wallet, so that whoever reads a wallet knows that all up to its place in the ledger is there. It may be lost at any time.
 */
export class Projection {
  readonly #store: Store;
  readonly #options: ProjectionOptions;

  constructor(store: Store, options: ProjectionOptions) {
    this.#store = store;
    this.#options = options;
  }

  /** An account; empty when the projection knows nothing of it. */
  async read(account: string): Promise<Projected> {
    const stored = await this.#shard(account).get(KIND, account);
    if (stored === undefined) return { wallet: emptyWallet(account), sequence: 0, epoch: '', storedVersion: 0n };
    return { ...wallets.decode(stored.bytes), storedVersion: stored.version };
  }

  /**
   * Takes further records of an account in, in order, the first of them the one after `base`.
   * @param isTold whether the events of a record are published with it
   * @throws DomainError VERSION_CONFLICT when the projection is no longer at `base`
   */
  async take(
    base: Projected,
    records: readonly StoredRecord[],
    isTold: (stored: StoredRecord) => boolean,
  ): Promise<Projected> {
    const last = records.at(-1);
    if (last === undefined) return base;
    const { account } = base.wallet;
    const wallet = records.reduce((before, { record }) => applyRecord(before, record), base.wallet);
    const { puts, indexes } = projectionChange(records, this.#options.reconcileMs);
    const { sequence } = last;
    const epoch = base.epoch === '' ? randomUUID() : base.epoch;
    const bytes = wallets.encode({ wallet, sequence, epoch });
    const result = await this.#shard(account).commit({
      puts: [{ kind: KIND, id: account, bytes, expectedVersion: base.storedVersion }, ...puts],
      indexes,
      events: records.filter(isTold).flatMap(({ record }) => this.#options.tell(record)),
    });
    const version = result.status === 'committed' ? result.versions[0] : undefined;
    return { wallet, sequence, epoch, storedVersion: version ?? base.storedVersion };
  }

  /** Place in the ledger of the latest record found under a mark. */
  mark(account: string, mark: string): Promise<number | undefined> {
    return this.#shard(account).score(marksOf(account), mark);
  }

  async hold(id: string): Promise<Hold | undefined> {
    const place = parseRecordId('hld', id);
    const stored = place && (await this.#shard(place.account).get('hold', id));
    return stored && holdCodec.decode(stored.bytes);
  }

  async intent(id: string): Promise<PaymentIntent | undefined> {
    const place = parseRecordId('pi', id);
    const stored = place && (await this.#shard(place.account).get('intent', id));
    return stored && intentCodec.decode(stored.bytes);
  }

  /** A player's intents, newest first. */
  async intents(account: string, page: Page): Promise<PageOf<PaymentIntent>> {
    const shard = this.#shard(account);
    const places = await shard.range(intentsOf(account), {
      order: 'desc',
      limit: page.size + 1,
      ...(page.after === undefined ? {} : { max: Number(page.after) - 1 }),
    });
    const { rows, nextPageToken } = cutPage(places, page, ({ score }) => String(score));
    const stored = await shard.getMany(
      'intent',
      rows.map(({ member }) => member),
    );
    return {
      rows: stored.flatMap((each) => (each === undefined ? [] : [intentCodec.decode(each.bytes)])),
      nextPageToken,
    };
  }

  /** Numbers and places of an account's entries below a number, newest first. */
  async entries(account: string, below: number, limit: number) {
    const rows = await this.#shard(account).range(entriesOf(account), { order: 'desc', limit, max: below - 1 });
    return rows.map(({ member, score }) => ({ number: score, ...parseEntry(member) }));
  }

  /** Place in the ledger of an entry. */
  async placeOf({ account, number }: RecordPlace): Promise<number | undefined> {
    const [row] = await this.#shard(account).range(entriesOf(account), { min: number, max: number, limit: 1 });
    return row === undefined ? undefined : parseEntry(row.member).sequence;
  }

  /** A thing of an account need not be looked at any more. */
  async clearDue(account: string, thing: DueThing): Promise<void> {
    await this.#shard(account).commit({ indexes: [{ op: 'remove', index: DUE, member: dueMember(thing) }] });
  }

  /** Looks at a due thing again later, unless somebody has seen to it. */
  async postpone(shard: Shard, claim: Claim, untilMs: number): Promise<void> {
    const change = { op: 'set', index: DUE, member: claim.member, score: untilMs } as const;
    await shard.commit({ settle: [claim], indexes: [change] });
  }

  /** Forgets an account's wallet; its next use makes it again from the ledger. */
  async drop(account: string): Promise<void> {
    await this.#shard(account).commit({ deletes: [{ kind: KIND, id: account }] });
  }

  /** Publishes what no record tells. */
  async publish(account: string, events: readonly OutboxEvent[]): Promise<void> {
    await this.#shard(account).commit({ events });
  }

  shards(): readonly Shard[] {
    return this.#store.shards();
  }

  #shard(account: string): Shard {
    return this.#store.shard(account);
  }
}
