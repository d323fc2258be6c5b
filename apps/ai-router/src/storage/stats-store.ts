import type { Clock } from '@bodybroker/domain';
import { EntityRepository, jsonCodec, type Claim, type OutboxEvent, type Shard, type Store } from '@bodybroker/storage';
import {
  NO_STATS,
  isCooling,
  withOutcome,
  type Cooldown,
  type Outcome,
  type TargetStats,
} from '../domain/target-stats.js';

/** All are read together, so they are in one shard. */
const OWNER = 'targets';
/** Nobody has asked for it in so long. */
const TTL_MS = 86_400_000;

/** Targets by the end of their cooldown. */
export const COOLDOWNS = 'cooldowns';

export interface StatsStoreOptions {
  readonly clock: Clock;
  random(): number;
  /** What to publish when a target is left alone, and when it may be asked again. */
  tellCooledDown(modelRef: string, cooldown: Cooldown, ratio: number, version: bigint): OutboxEvent;
  tellRecovered(modelRef: string, version: bigint): OutboxEvent;
}

/** How each target does. */
export class StatsStore {
  readonly shard: Shard;
  readonly #stats: EntityRepository<TargetStats>;
  readonly #options: StatsStoreOptions;

  constructor(store: Store, options: StatsStoreOptions) {
    this.shard = store.shard(OWNER);
    this.#stats = new EntityRepository(store, 'stats', {
      ...jsonCodec<TargetStats>(),
      random: () => options.random(),
    });
    this.#options = options;
  }

  /** In the order of the references. */
  async of(modelRefs: readonly string[]): Promise<readonly TargetStats[]> {
    const entities = await this.#stats.getMany(modelRefs.map(refOf));
    const known = new Map(entities.map(({ id, value }) => [id, value]));
    return modelRefs.map((modelRef) => known.get(modelRef) ?? NO_STATS);
  }

  /** Counts an outcome, and leaves the target alone when it must be. */
  async add(modelRef: string, outcome: Outcome): Promise<void> {
    await this.#stats.upsert(refOf(modelRef), (current, version) => {
      const before = current?.value ?? NO_STATS;
      const after = withOutcome(before, outcome);
      const { cooldown } = after;
      if (cooldown === undefined || cooldown === before.cooldown) return { value: after, ttlMs: TTL_MS };
      const minute = [...before.recent, outcome];
      const ratio = minute.filter(({ isOk }) => !isOk).length / minute.length;
      return {
        value: after,
        ttlMs: TTL_MS,
        indexes: [{ op: 'set', index: COOLDOWNS, member: modelRef, score: cooldown.untilMs }],
        events: [this.#options.tellCooledDown(modelRef, cooldown, ratio, version)],
      };
    });
  }

  /** Tells that the time of a cooldown is over. */
  async recover(claim: Claim): Promise<void> {
    const { clock, tellRecovered } = this.#options;
    await this.#stats.upsert(refOf(claim.member), (current, version) => {
      const value = current?.value ?? NO_STATS;
      // Cooled down anew meanwhile: it is put back for the new end.
      const again = isCooling(value, clock.now()) && value.cooldown;
      const indexes = again
        ? [{ op: 'set' as const, index: COOLDOWNS, member: claim.member, score: again.untilMs }]
        : [];
      const events = again ? [] : [tellRecovered(claim.member, version)];
      return { value, ttlMs: TTL_MS, settle: [claim], indexes, events };
    });
  }
}

const refOf = (modelRef: string): { readonly id: string; readonly owner: string } => ({ id: modelRef, owner: OWNER });
