import { DomainError } from '@bodybroker/domain';
import type { Bus } from '@bodybroker/nats-sdk';
import { noteKey, noteSubject, readNote, type ChangeNote } from '../publishers/change-note.js';

/** Most watches one replica holds. */
export const MAX_WATCHES = 200;
/** Most changed entries that wait for a slow watcher; beyond it is told to look at everything again. */
const MAX_WAITING = 1000;

/** `marker`: from here on no change is missed; whatever was before must be read. */
export type FeedItem = { readonly kind: 'marker' } | { readonly kind: 'note'; readonly note: ChangeNote };

export interface FeedFilter {
  readonly namespace: string;
  /** `*`: every owner. */
  readonly ownerId: string;
  readonly keyPrefix: string;
}

/** The changes of entries, as the processes that commit them tell. */
export class ChangeFeed {
  readonly #bus: Bus;
  #watches = 0;

  constructor(bus: Bus) {
    this.#bus = bus;
  }

  /**
   * A marker, then the changes as they come, until the signal aborts. Several changes of an entry that the reader has not taken
   * yet come as the last of them. After a lost connection, or when too much waits, a marker comes again.
   * @throws DomainError RESOURCE_EXHAUSTED TOO_MANY_WATCHES
   */
  async *watch(filter: FeedFilter, signal: AbortSignal): AsyncGenerator<FeedItem> {
    if (this.#watches >= MAX_WATCHES) {
      throw new DomainError('RESOURCE_EXHAUSTED', 'TOO_MANY_WATCHES', 'this replica holds enough watches');
    }
    this.#watches += 1;
    const waiting = new Map<string, FeedItem>();
    let wake = (): void => undefined;
    const restart = (): void => {
      waiting.clear();
      waiting.set('', { kind: 'marker' });
      wake();
    };
    const subscription = this.#bus.subscribe(noteSubject(filter.namespace, filter.ownerId), ({ data }) => {
      const note = readNote(data);
      if (!note.id.key.startsWith(filter.keyPrefix)) return;
      if (waiting.size >= MAX_WAITING) return restart();
      waiting.set(noteKey(note), { kind: 'note', note });
      wake();
    });
    const stopListening = this.#bus.onEvent((event) => {
      if (event.type === 'reconnected') restart();
    });
    const onAbort = (): void => wake();
    signal.addEventListener('abort', onAbort, { once: true });
    try {
      // The server must know of the subscription before the reader is told that nothing is missed from now on.
      await this.#bus.flush();
      restart();
      while (!signal.aborted) {
        const [next] = waiting;
        if (next !== undefined) {
          waiting.delete(next[0]);
          yield next[1];
          continue;
        }
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
      }
    } finally {
      signal.removeEventListener('abort', onAbort);
      stopListening();
      subscription.unsubscribe();
      this.#watches -= 1;
    }
  }
}
