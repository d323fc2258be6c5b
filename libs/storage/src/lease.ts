import type { Fence, Shard } from './store.js';

export interface LeaseOptions {
  /** Who takes it: unique to this process, such as its instance id. */
  readonly holder: string;
  /** How long the lease outlives its holder. Renewed at a third of it. Default 15 000. */
  readonly ttlMs?: number;
}

const DEFAULT_TTL_MS = 15_000;

/**
 * A lease that renews itself. `signal` aborts when it is lost (renewal failed until the time ran out, or another took
 * it) and when it is released. A pause of this process can outlast the lease unnoticed: give `fence` to every commit, so that the
 * store refuses those that come too late.
 */
export class Lease {
  readonly fence: Fence;
  readonly #shard: Shard;
  readonly #holder: string;
  readonly #ttlMs: number;
  readonly #ended = new AbortController();
  #renewal: NodeJS.Timeout | undefined;
  #deadline: NodeJS.Timeout | undefined;

  private constructor(shard: Shard, fence: Fence, holder: string, ttlMs: number, askedAtMs: number) {
    this.fence = fence;
    this.#shard = shard;
    this.#holder = holder;
    this.#ttlMs = ttlMs;
    this.#extend(askedAtMs);
  }

  /** Takes the lease, or answers undefined while another holds it. */
  static async acquire(shard: Shard, name: string, options: LeaseOptions): Promise<Lease | undefined> {
    const { holder, ttlMs = DEFAULT_TTL_MS } = options;
    const askedAtMs = performance.now();
    const fence = await shard.acquireLease(name, holder, ttlMs);
    return fence === undefined ? undefined : new Lease(shard, fence, holder, ttlMs, askedAtMs);
  }

  get signal(): AbortSignal {
    return this.#ended.signal;
  }

  /** Gives the lease up. A failure to do so is not reported: it runs out by itself. */
  async release(): Promise<void> {
    if (!this.#end('the lease was released')) return;
    await this.#shard.releaseLease(this.fence).catch(() => undefined);
  }

  #extend(askedAtMs: number): void {
    clearTimeout(this.#deadline);
    // Counted from the question, not from the answer: the store's time may have begun to run right after the question.
    const leftMs = askedAtMs + this.#ttlMs - performance.now();
    this.#deadline = setTimeout(() => this.#end('the lease could not be renewed in time'), leftMs).unref();
    this.#renewLater();
  }

  #renewLater(): void {
    this.#renewal = setTimeout(() => void this.#renew(), this.#ttlMs / 3).unref();
  }

  async #renew(): Promise<void> {
    const askedAtMs = performance.now();
    try {
      const fence = await this.#shard.acquireLease(this.fence.lease, this.#holder, this.#ttlMs);
      if (this.signal.aborted) return;
      if (fence?.token === this.fence.token) this.#extend(askedAtMs);
      else this.#end('the lease passed to another');
    } catch {
      // The deadline goes on running; until then the store may be back.
      if (!this.signal.aborted) this.#renewLater();
    }
  }

  #end(why: string): boolean {
    if (this.signal.aborted) return false;
    clearTimeout(this.#renewal);
    clearTimeout(this.#deadline);
    this.#ended.abort(new Error(`${why}: ${this.fence.lease}`));
    return true;
  }
}
