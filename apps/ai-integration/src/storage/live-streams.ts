import { DomainError, KeyedMutex, type Clock } from '@bodybroker/domain';
import { EntityRepository, type Store } from '@bodybroker/storage';
import { ALIVE_MS } from '../domain/generation-record.js';
import { jsonCodec } from './json-codec.js';

/** When each live stream of a player counts no more, by its id: Unix ms. */
type Streams = Readonly<Record<string, number>>;

export interface LiveStreamsOptions {
  readonly clock: Clock;
  random(): number;
  /** Streams of a player at once. */
  readonly limit: number;
}

/** Counts the streams each player has open, on all replicas. One whose replica is gone stops counting by itself. */
export class LiveStreams {
  readonly #streams: EntityRepository<Streams>;
  readonly #clock: Clock;
  readonly #limit: number;
  // Streams of one player that begin together would lose to each other in the store.
  readonly #turns = new KeyedMutex();

  constructor(store: Store, { clock, random, limit }: LiveStreamsOptions) {
    this.#streams = new EntityRepository(store, 'streams', { ...jsonCodec<Streams>(), random });
    this.#clock = clock;
    this.#limit = limit;
  }

  /** @throws DomainError RESOURCE_EXHAUSTED, reason STREAM_LIMIT */
  enter(playerId: string, streamId: string): Promise<void> {
    return this.#change(playerId, (streams) => {
      if (Object.keys(streams).length >= this.#limit) throw streamLimit(this.#limit);
      return { ...streams, [streamId]: this.#clock.now() + ALIVE_MS };
    });
  }

  /** Lets it count for longer. */
  renew(playerId: string, streamId: string): Promise<void> {
    return this.#change(playerId, (streams) => ({ ...streams, [streamId]: this.#clock.now() + ALIVE_MS }));
  }

  leave(playerId: string, streamId: string): Promise<void> {
    return this.#change(playerId, (streams) =>
      Object.fromEntries(Object.entries(streams).filter(([id]) => id !== streamId)),
    );
  }

  #change(playerId: string, change: (streams: Streams) => Streams): Promise<void> {
    return this.#turns.run(playerId, async () => {
      await this.#streams.upsert(playerId, (current) => {
        const nowMs = this.#clock.now();
        const live = Object.entries(current?.value ?? {}).filter(([, untilMs]) => untilMs > nowMs);
        return { value: change(Object.fromEntries(live)), ttlMs: ALIVE_MS };
      });
    });
  }
}

function streamLimit(limit: number): DomainError {
  return new DomainError('RESOURCE_EXHAUSTED', 'STREAM_LIMIT', `a player has at most ${limit} streams at once`, {
    details: { limit: String(limit) },
    retryAfterMs: 1000,
  });
}
