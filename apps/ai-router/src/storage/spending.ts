import { draw, type Clock } from '@bodybroker/domain';
import { EntityRepository, jsonCodec, type OutboxEvent, type Store } from '@bodybroker/storage';
import { dayOf } from '../domain/spend-day.js';

/** A little longer than what can be asked for. */
const TTL_MS = 40 * 86_400_000;
/** Everybody's spending of a day is in as many parts, so that requests at one time do not wait for each other. */
const PARTS = 16;

/** Micros and requests by model_ref. Only what costs something is counted. */
export type SpendByTarget = Readonly<Record<string, { readonly costMicros: number; readonly requests: number }>>;

interface SpendDay {
  readonly targets: SpendByTarget;
  /** That the cap was reached has been told. */
  readonly isTold: boolean;
}

export interface Expense {
  /** Unique to it, such as the decision. */
  readonly id: string;
  readonly playerId: string | undefined;
  readonly modelRef: string;
  readonly costMicros: number;
}

export interface SpendingOptions {
  readonly clock: Clock;
  random(): number;
  /** What to publish when a player's cap is reached. */
  tellExceeded(playerId: string, dayMs: number, costMicros: number, version: bigint): OutboxEvent;
}

/** What texts have cost, by day. */
export class Spending {
  readonly #days: EntityRepository<SpendDay>;
  readonly #options: SpendingOptions;

  constructor(store: Store, options: SpendingOptions) {
    this.#days = new EntityRepository(store, 'spend', { ...jsonCodec<SpendDay>(), random: () => options.random() });
    this.#options = options;
  }

  async add({ id, playerId, modelRef, costMicros }: Expense): Promise<void> {
    if (costMicros === 0) return;
    const dayMs = dayOf(this.#options.clock.now());
    const refs = [refOf(partOf(Math.floor(draw(id) * PARTS)), dayMs)];
    if (playerId !== undefined) refs.push(refOf(ownerOf(playerId), dayMs));
    for (const ref of refs) {
      await this.#days.upsert(ref, (current) => {
        const { targets, isTold } = current?.value ?? NOTHING;
        return {
          value: { targets: plus(targets, { [modelRef]: { costMicros, requests: 1 } }), isTold },
          ttlMs: TTL_MS,
        };
      });
    }
  }

  /** What a player has spent today, in micros. */
  async today(playerId: string): Promise<number> {
    const day = await this.#days.get(refOf(ownerOf(playerId), dayOf(this.#options.clock.now())));
    return totalOf(day?.value.targets ?? {});
  }

  /** Tells, once a day, that a player has reached the cap. */
  async tellExceeded(playerId: string): Promise<void> {
    const dayMs = dayOf(this.#options.clock.now());
    await this.#days.update(refOf(ownerOf(playerId), dayMs), ({ value }, version) => {
      if (value.isTold) return undefined;
      const event = this.#options.tellExceeded(playerId, dayMs, totalOf(value.targets), version);
      return { value: { ...value, isTold: true }, ttlMs: TTL_MS, events: [event] };
    });
  }

  /** Of a player, or of everybody. */
  async of(playerId: string | undefined, days: readonly number[]): Promise<SpendByTarget> {
    const owners =
      playerId === undefined ? Array.from({ length: PARTS }, (_, part) => partOf(part)) : [ownerOf(playerId)];
    const refs = days.flatMap((dayMs) => owners.map((owner) => refOf(owner, dayMs)));
    const found = await this.#days.getMany(refs);
    return found.reduce<SpendByTarget>((sum, { value }) => plus(sum, value.targets), {});
  }
}

const NOTHING: SpendDay = { targets: {}, isTold: false };

function plus(a: SpendByTarget, b: SpendByTarget): SpendByTarget {
  const sum = { ...a };
  for (const [modelRef, { costMicros, requests }] of Object.entries(b)) {
    const before = sum[modelRef] ?? { costMicros: 0, requests: 0 };
    sum[modelRef] = { costMicros: before.costMicros + costMicros, requests: before.requests + requests };
  }
  return sum;
}

function totalOf(targets: SpendByTarget): number {
  return Object.values(targets).reduce((sum, { costMicros }) => sum + costMicros, 0);
}

const ownerOf = (playerId: string): string => `player:${playerId}`;
const partOf = (part: number): string => `all:${part}`;
const refOf = (owner: string, dayMs: number): { readonly id: string; readonly owner: string } => ({
  id: `${owner}/${dayMs}`,
  owner,
});
