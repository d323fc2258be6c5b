import type { Clock } from '@bodybroker/domain';
import { EntityRepository, type OutboxEvent, type Put, type Store } from '@bodybroker/storage';
import { ALIVE_MS, type GenerationRecord } from '../domain/generation-record.js';
import { isTerminal, nextStreamState } from '../domain/stream-state.js';
import { jsonCodec } from './json-codec.js';

const TTL_MS = 3_600_000;

export interface GenerationRecordsOptions {
  readonly clock: Clock;
  random(): number;
}

/** What is known of each generation, for an hour. Whoever ends it first decides how it ended. */
export class GenerationRecords {
  readonly #records: EntityRepository<GenerationRecord>;
  readonly #clock: Clock;

  constructor(store: Store, { clock, random }: GenerationRecordsOptions) {
    this.#records = new EntityRepository(store, 'generation', { ...jsonCodec<GenerationRecord>(), random });
    this.#clock = clock;
  }

  /** @throws DomainError NOT_FOUND, reason GENERATION_NOT_FOUND */
  async require(id: string): Promise<GenerationRecord> {
    return (await this.#records.require(id)).value;
  }

  async create(record: GenerationRecord): Promise<void> {
    await this.#records.create(record.id, () => ({ value: record, ttlMs: TTL_MS }));
  }

  /** Says that it is still worked on; answers whether it shall be. */
  async keepAlive(id: string): Promise<'go-on' | 'stop'> {
    const { value } = await this.#records.update(id, ({ value: record }) =>
      isTerminal(record.state)
        ? undefined
        : { value: { ...record, aliveUntilMs: this.#clock.now() + ALIVE_MS }, ttlMs: TTL_MS },
    );
    return isTerminal(value.state) ? 'stop' : 'go-on';
  }

  /** Ends it from outside, unless it has ended. Answers whether it did. */
  async cancel(id: string, told: (record: GenerationRecord) => OutboxEvent): Promise<boolean> {
    let cancelled = false;
    await this.#records.update(id, ({ value: record }) => {
      cancelled = !isTerminal(record.state);
      if (!cancelled) return undefined;
      const state = nextStreamState(record.state, 'cancel');
      return { value: { ...record, state, finishReason: 'CANCELLED' }, ttlMs: TTL_MS, events: [told(record)] };
    });
    return cancelled;
  }

  /**
   * Writes how it ended, with its last chunks. One that was cancelled from outside meanwhile stays so; that was told already, so
   * `event` is not. Answers what is kept.
   */
  async finish(ended: GenerationRecord, event: OutboxEvent, puts: readonly Put[]): Promise<GenerationRecord> {
    const { value } = await this.#records.update(ended.id, ({ value: record }) => {
      const value: GenerationRecord = isTerminal(record.state)
        ? { ...ended, state: record.state, finishReason: record.finishReason }
        : ended;
      return { value, puts, ttlMs: TTL_MS, events: isTerminal(record.state) ? [] : [event] };
    });
    return value;
  }
}
