import { EntityRepository, type Entity, type Store, jsonCodec } from '@bodybroker/storage';
import type { Account } from '../domain/account.js';
import { accountDeleted, accountRegistered } from '../publishers/account-events.js';
import { SESSION_BOOK } from './sessions.js';

export type StoredAccount = Entity<Account>;

/** Accounts, each in a shard of its own, with its sessions. */
export class Accounts {
  readonly #accounts: EntityRepository<Account>;

  constructor(store: Store, random: () => number) {
    this.#accounts = new EntityRepository(store, 'account', { ...jsonCodec<Account>(), random });
  }

  get(accountId: string): Promise<StoredAccount | undefined> {
    return this.#accounts.get(accountId);
  }

  /** @throws DomainError NOT_FOUND ACCOUNT_NOT_FOUND */
  require(accountId: string): Promise<StoredAccount> {
    return this.#accounts.require(accountId);
  }

  create(account: Account): Promise<StoredAccount> {
    const { accountId, createdMs } = account;
    return this.#accounts.create(accountId, () => ({
      value: account,
      events: [accountRegistered(accountId, createdMs)],
    }));
  }

  /** @throws DomainError NOT_FOUND, VERSION_CONFLICT */
  readonly update: EntityRepository<Account>['update'] = (ref, change, options) =>
    this.#accounts.update(ref, change, options);

  /** Deletes an account and its sessions. @throws DomainError NOT_FOUND ACCOUNT_NOT_FOUND */
  async delete(accountId: string, nowMs: number): Promise<void> {
    await this.#accounts.delete(accountId, ({ version }) => ({
      deletes: [{ kind: SESSION_BOOK, id: accountId }],
      events: [accountDeleted(accountId, version, nowMs)],
    }));
  }
}
