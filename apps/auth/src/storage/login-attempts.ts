import type { Clock } from '@bodybroker/domain';
import { EntityRepository, type CountResult, type Store, jsonCodec } from '@bodybroker/storage';
import {
  assertNotLocked,
  FORGET_AFTER_MS,
  lockedOut,
  NO_LOCKOUT,
  withFailure,
  type Lockout,
} from '../domain/lockout.js';

/** Failures from one address within a minute, over all names. */
export const MAX_ADDRESS_FAILURES = 20;
const ADDRESS_WINDOW_MS = 60_000;
const COUNTER = 'login-failures';
const LOCKOUT = 'lockout';

/** Who tries: the name that is tried, known or not, and where from, if that is known. */
export interface Attempt {
  readonly name: string;
  readonly address: string | undefined;
}

/** Failed logins, of all replicas. Kept per name whether or not somebody has it, so that a lock tells nothing. */
export class LoginAttempts {
  readonly #store: Store;
  readonly #lockouts: EntityRepository<Lockout>;
  readonly #clock: Clock;

  constructor(store: Store, clock: Clock, random: () => number) {
    this.#store = store;
    this.#lockouts = new EntityRepository(store, LOCKOUT, { ...jsonCodec<Lockout>(), random });
    this.#clock = clock;
  }

  /** @throws DomainError RESOURCE_EXHAUSTED LOCKED_OUT with the time that is left */
  async assertAllowed({ name, address }: Attempt): Promise<void> {
    const [lockout, failures] = await Promise.all([
      this.#lockouts.get(name),
      address === undefined ? undefined : this.#count(address, { by: 0, limit: MAX_ADDRESS_FAILURES - 1 }),
    ]);
    assertNotLocked(lockout?.value ?? NO_LOCKOUT, this.#clock.now());
    if (failures?.allowed === false) throw lockedOut(failures.retryAfterMs);
  }

  async failed({ name, address }: Attempt): Promise<void> {
    await this.#lockouts.upsert(name, (current) => ({
      value: withFailure(current?.value ?? NO_LOCKOUT, this.#clock.now()),
      ttlMs: FORGET_AFTER_MS,
    }));
    if (address !== undefined) await this.#count(address, { by: 1, limit: MAX_ADDRESS_FAILURES });
  }

  async succeeded({ name }: Attempt): Promise<void> {
    await this.#store.shard(name).commit({ deletes: [{ kind: LOCKOUT, id: name }] });
  }

  #count(address: string, window: { readonly by: number; readonly limit: number }): Promise<CountResult> {
    return this.#store.shard(address).countWithin(`${COUNTER}:${address}`, { ...window, windowMs: ADDRESS_WINDOW_MS });
  }
}
