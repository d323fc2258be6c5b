import type { Clock } from '@bodybroker/domain';
import { EntityRepository, type Store, jsonCodec } from '@bodybroker/storage';
import type { KeySource } from '../crypto/access-tokens.js';
import { createSigningKey } from '../crypto/signing-key.js';
import type { Seal } from '../crypto/seal.js';
import { EMPTY_RING, knownKeys, needsNewKey, withNewKey, type KeyRing, type RingKey } from '../domain/key-ring.js';

const RING = 'ring';
/** How long a replica signs with what it has read: far less than a superseded key stays known. */
const CACHE_MS = 60_000;
/** Least time between two looks for a key of an unknown id: made-up ids must not make a replica read each time. */
const COOLDOWN_MS = 1000;

export interface SigningKeysOptions {
  readonly store: Store;
  readonly seal: Seal;
  readonly clock: Clock;
  random(): number;
}

/** The key ring all replicas share. The first that finds it empty, or its newest key old, adds a key. */
export class SigningKeys implements KeySource {
  readonly #rings: EntityRepository<KeyRing>;
  readonly #seal: Seal;
  readonly #clock: Clock;
  #ring: KeyRing = EMPTY_RING;
  #readMs = -Infinity;

  constructor({ store, seal, clock, random }: SigningKeysOptions) {
    this.#rings = new EntityRepository(store, 'signing-keys', { ...jsonCodec<KeyRing>(), random });
    this.#seal = seal;
    this.#clock = clock;
  }

  async signingKey(): Promise<RingKey> {
    const { keys } = await this.#fresh();
    const [newest] = keys;
    if (newest === undefined) throw new RangeError('unreachable: a fresh ring has a key');
    return newest;
  }

  async knownKey(kid: string): Promise<RingKey | undefined> {
    const find = (): RingKey | undefined => knownKeys(this.#ring, this.#clock.now()).find((key) => key.kid === kid);
    await this.#fresh();
    if (find() === undefined && this.#clock.now() - this.#readMs >= COOLDOWN_MS) await this.#read();
    return find();
  }

  /** All keys whose tokens are good, the newest first. */
  async knownKeys(): Promise<readonly RingKey[]> {
    return knownKeys(await this.#fresh(), this.#clock.now());
  }

  async #fresh(): Promise<KeyRing> {
    const nowMs = this.#clock.now();
    if (nowMs - this.#readMs >= CACHE_MS || needsNewKey(this.#ring, nowMs)) await this.#read();
    return this.#ring;
  }

  async #read(): Promise<void> {
    const nowMs = this.#clock.now();
    const stored = await this.#rings.get(RING);
    this.#ring = needsNewKey(stored?.value ?? EMPTY_RING, nowMs) ? await this.#rotate() : (stored?.value ?? EMPTY_RING);
    this.#readMs = nowMs;
  }

  async #rotate(): Promise<KeyRing> {
    const { value } = await this.#rings.upsert(RING, async (current) => {
      const ring = current?.value ?? EMPTY_RING;
      const nowMs = this.#clock.now();
      // Another replica may have been faster.
      if (!needsNewKey(ring, nowMs)) return { value: ring };
      return { value: withNewKey(ring, await createSigningKey(this.#seal, nowMs), nowMs) };
    });
    return value;
  }
}
