import type { Clock } from '@bodybroker/domain';
import type { Store } from '@bodybroker/storage';
import type { MinuteUse } from '../domain/candidate.js';

const MINUTE_MS = 60_000;
const UNLIMITED = Number.MAX_SAFE_INTEGER;

/** Tokens of a target's minute that are taken and not yet used; plain data. */
export interface Reservation {
  readonly modelRef: string;
  readonly counter: string;
  readonly window: string;
  readonly tokens: number;
}

/** How many requests and tokens each target was given in the present minute. */
export class MinuteUses {
  readonly #store: Store;
  readonly #clock: Clock;

  constructor(store: Store, clock: Clock) {
    this.#store = store;
    this.#clock = clock;
  }

  async of(modelRef: string): Promise<Pick<MinuteUse, 'requests' | 'tokens'>> {
    const shard = this.#store.shard(modelRef);
    const look = { limit: UNLIMITED, windowMs: MINUTE_MS, by: 0 };
    const [requests, tokens] = await Promise.all([
      shard.countWithin(this.#requests(modelRef), look),
      shard.countWithin(this.#tokens(modelRef), look),
    ]);
    return { requests: requests.count, tokens: tokens.count };
  }

  /** Takes a request and its tokens out of a minute. Undefined when others were quicker. Limits: see MinuteUse. */
  async reserve(
    modelRef: string,
    tokens: number,
    limits: Pick<MinuteUse, 'requestLimit' | 'tokenLimit'>,
  ): Promise<Reservation | undefined> {
    const shard = this.#store.shard(modelRef);
    const requests = this.#requests(modelRef);
    const counter = this.#tokens(modelRef);
    const request = await shard.countWithin(requests, { limit: limitOf(limits.requestLimit), windowMs: MINUTE_MS });
    if (!request.allowed) return undefined;
    const taken = await shard.countWithin(counter, {
      limit: limitOf(limits.tokenLimit),
      windowMs: MINUTE_MS,
      by: tokens,
    });
    if (taken.allowed) return { modelRef, counter, window: taken.window, tokens };
    await shard.settleCount(requests, request.window, -1);
    return undefined;
  }

  /** Corrects a reservation to what was used. */
  async settle({ modelRef, counter, window, tokens }: Reservation, usedTokens: number): Promise<void> {
    await this.#store.shard(modelRef).settleCount(counter, window, usedTokens - tokens);
  }

  #requests(modelRef: string): string {
    return `rpm:${modelRef}:${this.#minute()}`;
  }

  #tokens(modelRef: string): string {
    return `tpm:${modelRef}:${this.#minute()}`;
  }

  #minute(): number {
    return Math.floor(this.#clock.now() / MINUTE_MS);
  }
}

function limitOf(limit: number): number {
  return limit === 0 ? UNLIMITED : limit;
}
