import { notFound } from '@bodybroker/domain';
import type { ReceiptRef, Store } from '@bodybroker/storage';
import type { Plan, Written } from './stage-write.js';
import { WorldReplica } from './world-replica.js';
import { WorldWriter, type WorldWriterOptions, type WriteOptions } from './world-writer.js';

export interface WorldsOptions extends WorldWriterOptions {
  readonly worldIds: ReadonlySet<string>;
}

/** The answer, and whether it was given before. */
export interface Once {
  readonly status: 'written' | 'replayed';
  readonly response: Uint8Array;
}

interface World {
  readonly replica: WorldReplica;
  readonly writer: WorldWriter;
}

/** The worlds, each with one counter of revisions. One that is empty is made of what ships with the service, by whoever comes first. */
export class Worlds {
  readonly ids: ReadonlySet<string>;
  readonly #worlds: ReadonlyMap<string, World>;

  constructor(store: Store, options: WorldsOptions) {
    this.ids = options.worldIds;
    this.#worlds = new Map(
      [...options.worldIds].map((worldId) => {
        const replica = new WorldReplica(worldId, store, options.log);
        return [worldId, { replica, writer: new WorldWriter(replica, store, options) }];
      }),
    );
  }

  /**
   * The world as it is now. Read it before the next await, and all is of one revision.
   * @throws DomainError NOT_FOUND WORLD_NOT_FOUND
   */
  async read(worldId: string): Promise<WorldReplica> {
    const { replica, writer } = this.#world(worldId);
    await replica.refresh();
    if (replica.revision === 0n) await writer.write({ plan: () => undefined });
    return replica;
  }

  /** @throws DomainError NOT_FOUND WORLD_NOT_FOUND, VERSION_CONFLICT; whatever `plan` or checkDraft throws */
  async write<Result>(worldId: string, plan: Plan<Result>, options: WriteOptions = {}): Promise<Written<Result>> {
    const outcome = await this.#world(worldId).writer.write({ ...options, plan });
    if ('written' in outcome) return outcome.written;
    throw new TypeError('a write without a receipt was answered by one');
  }

  /** Like write, once for each receipt. A plan that writes nothing leaves no receipt. */
  async writeOnce<Result>(
    worldId: string,
    receipt: ReceiptRef,
    plan: Plan<Result>,
    { respond, ...options }: WriteOptions & { readonly respond: (written: Written<Result>) => Uint8Array },
  ): Promise<Once> {
    const outcome = await this.#world(worldId).writer.write({ ...options, plan, once: { receipt, respond } });
    if ('replayed' in outcome) return { status: 'replayed', response: outcome.replayed };
    return { status: 'written', response: respond(outcome.written) };
  }

  #world(worldId: string): World {
    const world = this.#worlds.get(worldId);
    if (world === undefined) throw notFound('world', worldId);
    return world;
  }
}
