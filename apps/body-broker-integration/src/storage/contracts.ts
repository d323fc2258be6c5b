import { DomainError, notFound, type Page } from '@bodybroker/domain';
import {
  type Claim,
  type Entity,
  type EntityChange,
  EntityRepository,
  jsonCodec,
  type IndexChange,
  type IndexEntry,
  type OnceResult,
  type OutboxEvent,
  type Put,
  type ReceiptRef,
  type Store,
} from '@bodybroker/storage';
import {
  contractOfDelivery,
  isLive,
  MAX_LIVE_CONTRACTS,
  type Contract,
  type ContractStatus,
} from '../domain/contract.js';
import { dueAt, gameDueAt, notDue, notGameDue } from './due.js';
import { homeId, homeOf } from './home-id.js';

const PREFIX = 'ctr';

/** What must change with a contract. */
export interface Alongside {
  readonly events?: readonly OutboxEvent[];
  readonly puts?: readonly Put[];
  readonly indexes?: readonly IndexChange[];
}

export type ContractChange = Alongside & { readonly value: Contract };

export const contractIdOf = (playerId: string, unique: string): string => homeId(PREFIX, unique, playerId);

/** The contracts of all brokers, each in the broker's shard. */
export class Contracts {
  readonly #store: Store;
  readonly #contracts: EntityRepository<Contract>;

  constructor(store: Store, random: () => number) {
    this.#store = store;
    this.#contracts = new EntityRepository(store, 'contract', { ...jsonCodec<Contract>(), random });
  }

  /** @throws DomainError NOT_FOUND CONTRACT_NOT_FOUND */
  async require(id: string): Promise<Entity<Contract>> {
    const home = homeOf(PREFIX, id);
    if (home === undefined) throw notFound('contract', id);
    return this.#contracts.require({ id, owner: home });
  }

  /** Live ones of a broker. */
  countLive(playerId: string): Promise<number> {
    return this.#store.shard(playerId).count(liveIndex(playerId));
  }

  /** What goes into the commit that makes a contract. */
  making(id: string, contract: Contract): { readonly indexes: readonly IndexChange[] } {
    return {
      indexes: [
        { op: 'set', index: allIndex(contract.playerId), member: id, score: contract.createdMs },
        ...indexesOf(id, contract),
      ],
    };
  }

  /** Changes a contract. @throws DomainError NOT_FOUND CONTRACT_NOT_FOUND; VERSION_CONFLICT; whatever `change` throws */
  async change(
    id: string,
    change: (
      current: Entity<Contract>,
      version: bigint,
    ) => ContractChange | undefined | Promise<ContractChange | undefined>,
    options: { readonly expectedVersion?: bigint | undefined; readonly claim?: Claim } = {},
  ): Promise<Entity<Contract>> {
    const home = homeOf(PREFIX, id);
    if (home === undefined) throw notFound('contract', id);
    const { expectedVersion, claim } = options;
    return this.#contracts.update(
      { id, owner: home },
      async (current, version) => {
        const changed = await change(current, version);
        return changed && toEntityChange(id, changed, claim);
      },
      expectedVersion === undefined ? {} : { expectedVersion },
    );
  }

  /** Like change, once for each receipt. */
  async changeOnce(
    id: string,
    receipt: ReceiptRef,
    change: (current: Entity<Contract>, version: bigint) => Promise<ContractChange & { readonly response: Uint8Array }>,
  ): Promise<OnceResult<Contract>> {
    const home = homeOf(PREFIX, id);
    if (home === undefined) throw notFound('contract', id);
    return this.#contracts.upsertOnce({ id, owner: home }, receipt, async (current, version) => {
      if (current === undefined) throw notFound('contract', id);
      const { response, ...changed } = await change(current, version);
      return { ...toEntityChange(id, changed, undefined), response };
    });
  }

  /** The workflow of a delivery runs: nobody needs to start it any more. */
  async deliveryStarted(settlementId: string, claim?: Claim): Promise<void> {
    const home = homeOf(PREFIX, contractOfDelivery(settlementId));
    if (home === undefined) return;
    const settled = claim === undefined ? { indexes: [notDue('delivery', settlementId)] } : { settle: [claim] };
    await this.#store.shard(home).commit(settled);
  }

  /** A page, newest first, of those with one of the statuses (none: all). */
  async list(playerId: string, statuses: ReadonlySet<ContractStatus>, page: Page): Promise<ContractPage> {
    const shown: Entity<Contract>[] = [];
    let after = page.after === undefined ? undefined : toEntry(page.after);
    for (;;) {
      const entries = await this.#store.shard(playerId).range(allIndex(playerId), {
        order: 'desc',
        limit: SCAN,
        ...(after === undefined ? {} : { after }),
      });
      const contracts = await this.#contracts.getMany(entries.map(({ member }) => ({ id: member, owner: playerId })));
      for (const contract of contracts) {
        if (statuses.size > 0 && !statuses.has(contract.value.status)) continue;
        if (shown.length === page.size) return { contracts: shown, nextPageToken: page.next(toKey(shown.at(-1))) };
        shown.push(contract);
      }
      after = entries.at(-1);
      if (entries.length < SCAN) return { contracts: shown, nextPageToken: '' };
    }
  }
}

export interface ContractPage {
  readonly contracts: readonly Entity<Contract>[];
  /** Empty: there are no more. */
  readonly nextPageToken: string;
}

/** @throws DomainError RESOURCE_EXHAUSTED TOO_MANY_CONTRACTS */
export function assertContractRoom(live: number): void {
  if (live < MAX_LIVE_CONTRACTS) return;
  const rule = `a broker has at most ${MAX_LIVE_CONTRACTS} contracts that have not ended`;
  throw new DomainError('RESOURCE_EXHAUSTED', 'TOO_MANY_CONTRACTS', rule, { retryable: false });
}

/** How many are looked at in one go. */
const SCAN = 50;
/** When a delivery whose workflow was not started at once is started again. */
const START_AGAIN_MS = 3000;

const allIndex = (playerId: string): string => `contracts:${playerId}`;
const liveIndex = (playerId: string): string => `contracts-live:${playerId}`;

export const startDeliveryDue = (settlementId: string, nowMs: number): IndexChange =>
  dueAt('delivery', settlementId, nowMs + START_AGAIN_MS);

function toEntityChange(id: string, changed: ContractChange, claim: Claim | undefined): EntityChange<Contract> {
  const indexes = [...indexesOf(id, changed.value), ...(changed.indexes ?? [])];
  return { ...changed, indexes, ...(claim === undefined ? {} : { settle: [claim] }) };
}

function indexesOf(id: string, contract: Contract): readonly IndexChange[] {
  const { playerId, worldId, deadlineGms, createdMs } = contract;
  if (isLive(contract)) {
    return [
      { op: 'set', index: liveIndex(playerId), member: id, score: createdMs },
      gameDueAt('contract', id, worldId, deadlineGms),
    ];
  }
  return [{ op: 'remove', index: liveIndex(playerId), member: id }, notGameDue('contract', id, worldId)];
}

const toKey = (contract: Entity<Contract> | undefined): string =>
  contract === undefined ? '' : `${contract.value.createdMs}/${contract.id}`;

function toEntry(key: string): IndexEntry {
  const slash = key.indexOf('/');
  return { score: Number(key.slice(0, slash)), member: key.slice(slash + 1) };
}
