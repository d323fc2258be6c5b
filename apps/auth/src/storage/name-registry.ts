import { isDomainError, type Clock } from '@bodybroker/domain';
import { jsonCodec, type Store } from '@bodybroker/storage';

/** How long somebody who has taken a name may take to make the account it is for. */
const SETTLE_MS = 60_000;

interface Holding {
  readonly accountId: string;
  readonly takenMs: number;
}

const codec = jsonCodec<Holding>();

/**
 * Names that only one account can have: usernames or device ids. A name lives in its own shard, the account in another, so it is
 * taken first, and taken over when no account has come of it.
 */
export class NameRegistry {
  readonly #store: Store;
  readonly #kind: 'username' | 'device';
  readonly #clock: Clock;

  constructor(store: Store, kind: 'username' | 'device', clock: Clock) {
    this.#store = store;
    this.#kind = kind;
    this.#clock = clock;
  }

  async holder(name: string): Promise<string | undefined> {
    const stored = await this.#store.shard(name).get(this.#kind, name);
    return stored === undefined ? undefined : codec.decode(stored.bytes).accountId;
  }

  /** Takes a name for an account. False when another has it. `exists` says whether an account has come of a name taken long ago. */
  async take(name: string, accountId: string, exists: (accountId: string) => Promise<boolean>): Promise<boolean> {
    const shard = this.#store.shard(name);
    const stored = await shard.get(this.#kind, name);
    if (stored !== undefined) {
      const { accountId: holder, takenMs } = codec.decode(stored.bytes);
      if (holder === accountId) return true;
      if (this.#clock.now() - takenMs < SETTLE_MS || (await exists(holder))) return false;
    }
    const bytes = codec.encode({ accountId, takenMs: this.#clock.now() });
    const expectedVersion = stored?.version ?? 0n;
    try {
      await shard.commit({ puts: [{ kind: this.#kind, id: name, bytes, expectedVersion }] });
      return true;
    } catch (error) {
      if (isDomainError(error) && error.code === 'VERSION_CONFLICT') return false;
      throw error;
    }
  }

  /** Gives a name back, if the account still has it. */
  async release(name: string, accountId: string): Promise<void> {
    const shard = this.#store.shard(name);
    const stored = await shard.get(this.#kind, name);
    if (stored === undefined || codec.decode(stored.bytes).accountId !== accountId) return;
    await shard.commit({ deletes: [{ kind: this.#kind, id: name, expectedVersion: stored.version }] });
  }
}
