import type { Clock } from '@bodybroker/domain';
import { EntityRepository, jsonCodec, type Store } from '@bodybroker/storage';
import type { ServerMode } from '../domain/server-mode.js';

interface Told {
  readonly mode: ServerMode;
  /** When it was told: Unix ms. */
  readonly atMs: number;
}

/** All replicas know of a change within this time. */
const CACHE_MS = 1000;
const ID = 'server';

/** How much the whole server can do now, as performance-mode last said. NORMAL until it says anything. */
export class ServerModes {
  readonly #modes: EntityRepository<Told>;
  readonly #clock: Clock;
  #known: { readonly mode: ServerMode; readonly untilMs: number } | undefined;

  constructor(store: Store, { clock, random }: { readonly clock: Clock; random(): number }) {
    this.#modes = new EntityRepository(store, 'mode', { ...jsonCodec<Told>(), random });
    this.#clock = clock;
  }

  async current(): Promise<ServerMode> {
    const nowMs = this.#clock.now();
    if (this.#known === undefined || nowMs >= this.#known.untilMs) {
      const told = await this.#modes.get(ID);
      this.#known = { mode: told?.value.mode ?? 'NORMAL', untilMs: nowMs + CACHE_MS };
    }
    return this.#known.mode;
  }

  /** Takes a change, unless a later one is known. */
  async tell(mode: ServerMode, atMs: number): Promise<void> {
    await this.#modes.upsert(ID, (current) => ({
      value: current !== undefined && current.value.atMs > atMs ? current.value : { mode, atMs },
    }));
    this.#known = undefined;
  }
}
