import { KeyedMutex, type Sleep } from '@bodybroker/domain';
import type { Bus } from '@bodybroker/nats-sdk';
import type { HealthCheck, Worker } from '@bodybroker/service-kit';
import type { Library } from '../searching/library.js';
import type { ChangeLog, LoreChange } from '../storage/change-log.js';
import type { Collections } from '../storage/collections.js';
import type { Documents } from '../storage/documents.js';

export interface LibraryKeeperOptions {
  readonly library: Library;
  readonly log: ChangeLog;
  readonly collections: Collections;
  readonly documents: Documents;
  readonly bus: Bus;
  readonly sleep: Sleep;
  /** Between two looks for changes, should a note be lost: ms. */
  readonly followMs: number;
  /** Done before the library is first read: writes what ships with the service. */
  prepare(signal: AbortSignal): Promise<void>;
}

const NOTE = 'note.knowledge-base.changed';
const BATCH = 100;

/**
 * Keeps the indexes of this process equal to what is stored: reads everything at first, then follows the log of changes. Who
 * writes tells the other replicas by a note; what a note does not reach is found by looking.
 */
export class LibraryKeeper {
  readonly #options: LibraryKeeperOptions;
  readonly #turns = new KeyedMutex();
  readonly #loaded = Promise.withResolvers<void>();
  #isLoaded = false;
  #sequence = 0n;

  constructor(options: LibraryKeeperOptions) {
    this.#options = options;
  }

  /** The number of the last change that is in the indexes. */
  get sequence(): bigint {
    return this.#sequence;
  }

  /** Waits until everything that is stored can be searched. Ends with the signal's reason when aborted. */
  async ready(signal: AbortSignal): Promise<void> {
    if (this.#isLoaded) return;
    signal.throwIfAborted();
    const aborted = Promise.withResolvers<never>();
    const onAbort = (): void => aborted.reject(signal.reason as Error);
    signal.addEventListener('abort', onAbort, { once: true });
    try {
      await Promise.race([this.#loaded.promise, aborted.promise]);
    } finally {
      signal.removeEventListener('abort', onAbort);
    }
  }

  /** Something was written here: it is searchable in this process when this resolves, and soon in the others. */
  async changed(): Promise<void> {
    try {
      this.#options.bus.publish(NOTE, new Uint8Array(0));
      await this.catchUp();
    } catch {
      // What is written is written; whoever follows finds it as soon as the servers answer again.
    }
  }

  /** Takes in what was written since the last time. */
  catchUp(): Promise<void> {
    return this.#turns.run('library', async () => {
      if (!this.#isLoaded) return this.#load();
      const found = await this.#options.log.after(this.#sequence);
      if (found === 'lost') return this.#load();
      await this.#apply(found.changes);
      this.#sequence = found.last;
    });
  }

  readonly worker: Worker = {
    name: 'library-keeper',
    run: async (signal) => {
      const { bus, sleep, followMs, prepare } = this.#options;
      await prepare(signal);
      let wake = new AbortController();
      const subscription = bus.subscribe(NOTE, () => wake.abort());
      try {
        while (!signal.aborted) {
          wake = new AbortController();
          await this.catchUp();
          this.#isLoaded = true;
          this.#loaded.resolve();
          await sleep(followMs, AbortSignal.any([signal, wake.signal]));
        }
      } finally {
        subscription.unsubscribe();
      }
    },
  };

  readonly healthCheck: HealthCheck = {
    name: 'library',
    check: () => (this.#isLoaded ? Promise.resolve() : Promise.reject(new Error('not read yet'))),
  };

  async #load(): Promise<void> {
    const { library, collections, log } = this.#options;
    const sequence = await log.last();
    const ids = await collections.ids();
    for (const id of library.ids) if (!ids.includes(id)) library.remove(id);
    for (const id of ids) await this.#readCollection(id);
    this.#sequence = sequence;
  }

  async #readCollection(id: string): Promise<void> {
    const { library, collections, documents } = this.#options;
    const collection = await collections.get(id);
    if (collection === undefined) return library.remove(id);
    const index = library.newIndex(collection);
    for await (const { value, version } of documents.all(id)) index.put(value, version);
    library.place(id, index);
  }

  async #apply(changes: readonly LoreChange[]): Promise<void> {
    const whole = new Set(changes.flatMap((change) => (change.kind === 'collection' ? [change.id] : [])));
    for (const id of whole) await this.#readCollection(id);
    const single = Map.groupBy(
      changes.filter((change) => change.kind === 'document' && !whole.has(change.collection)),
      (change) => (change.kind === 'document' ? change.collection : change.id),
    );
    for (const [collection, ofCollection] of single) {
      const ids = [...new Set(ofCollection.map(({ id }) => id))];
      for (let at = 0; at < ids.length; at += BATCH) await this.#readDocuments(collection, ids.slice(at, at + BATCH));
    }
  }

  async #readDocuments(collection: string, ids: readonly string[]): Promise<void> {
    const { library, documents } = this.#options;
    if (!library.has(collection)) return;
    const index = library.index(collection);
    const found = new Map((await documents.getMany(collection, ids)).map((document) => [document.id, document]));
    for (const id of ids) {
      const document = found.get(id);
      if (document === undefined) index.remove(id);
      else if (index.documents.get(id)?.version !== document.version) index.put(document.value, document.version);
    }
  }
}
