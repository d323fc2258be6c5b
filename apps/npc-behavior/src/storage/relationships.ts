import { failedPrecondition, isDomainError } from '@bodybroker/domain';
import {
  EntityRepository,
  jsonCodec,
  type OutboxEvent,
  type Put,
  type ReceiptRef,
  type Store,
} from '@bodybroker/storage';
import { adjustmentIdOf, type AdjustmentKey } from './adjustment-id.js';
import {
  STRANGERS,
  adjust,
  opposite,
  strangers,
  type Adjusted,
  type Deltas,
  type Feelings,
  type Relationship,
} from '../domain/relationship.js';
import { npcKey, type NpcRef } from './person.js';

/** A relationship and its version; 0 for two who have not met. */
export interface Acquaintance {
  readonly relationship: Relationship;
  readonly version: bigint;
}

/** A change of a relationship, to be told. */
export interface RelationshipNews extends Adjusted {
  readonly ref: NpcRef;
  readonly playerId: string;
  readonly reason: string;
  readonly gms: number;
  readonly version: bigint;
}

export interface RelationshipsOptions {
  tell(news: RelationshipNews): readonly OutboxEvent[];
  random(): number;
}

interface Adjustment {
  readonly applied: Feelings;
  readonly isReverted: boolean;
}

const relationships = jsonCodec<Relationship>();
const adjustments = jsonCodec<Adjustment>();
/** As long as a workflow may come back to take something back. */
const ADJUSTMENTS_KEPT_MS = 48 * 3_600_000;

/** What NPCs think of players. All of an NPC is in the shard of `<world>/<npc>`. */
export class Relationships {
  readonly #store: Store;
  readonly #options: RelationshipsOptions;
  readonly #relationships: EntityRepository<Relationship>;

  constructor(store: Store, options: RelationshipsOptions) {
    this.#store = store;
    this.#options = options;
    this.#relationships = new EntityRepository(store, 'relationship', {
      ...relationships,
      random: () => options.random(),
    });
  }

  async get(ref: NpcRef, playerId: string, gms: number): Promise<Acquaintance> {
    const stored = await this.#relationships.get(refOf(ref, playerId));
    return { relationship: stored?.value ?? strangers(gms), version: stored?.version ?? 0n };
  }

  /** The write of a changed relationship and its event, for a commit in the NPC's shard. */
  writing(
    news: Omit<RelationshipNews, 'version'>,
    before: Acquaintance,
  ): { readonly put: Put; readonly events: readonly OutboxEvent[] } {
    return {
      put: {
        kind: 'relationship',
        id: idOf(news.ref, news.playerId),
        bytes: relationships.encode(news.relationship),
        expectedVersion: before.version,
      },
      events: this.#options.tell({ ...news, version: before.version + 1n }),
    };
  }

  /**
   * Changes a relationship once for one receipt.
   * @throws DomainError FAILED_PRECONDITION ADJUSTMENT_REVERTED when it was taken back before it came
   */
  async adjust(
    key: AdjustmentKey & NpcRef,
    order: { readonly deltas: Deltas; readonly reason: string; readonly gms: number },
    once: {
      readonly receipt: ReceiptRef;
      respond(adjustmentId: string, adjusted: Adjusted, version: bigint): Uint8Array;
    },
  ): Promise<{ readonly isReplay: boolean; readonly response: Uint8Array }> {
    const { deltas, reason, gms } = order;
    const adjustmentId = adjustmentIdOf(key);
    const result = await this.#relationships.upsertOnce(
      refOf(key, key.playerId),
      once.receipt,
      async (current, version) => {
        const earlier = await this.#adjustment(key, adjustmentId);
        if (earlier?.value.isReverted === true)
          throw failedPrecondition('ADJUSTMENT_REVERTED', 'the adjustment was taken back', {
            adjustment_id: adjustmentId,
          });
        const adjusted = adjust(current?.value ?? strangers(gms), deltas, gms);
        const news = { ...adjusted, ref: key, playerId: key.playerId, reason, gms, version };
        return {
          value: adjusted.relationship,
          puts: [adjustmentPut(key, adjustmentId, { applied: adjusted.applied, isReverted: false }, 0n)],
          events: this.#options.tell(news),
          response: once.respond(adjustmentId, adjusted, version),
        };
      },
    );
    return { isReplay: result.status === 'replayed', response: result.response };
  }

  /** Takes an adjustment back. One that is not known is remembered as taken back, should it come late. */
  async revert(
    ref: NpcRef,
    playerId: string,
    adjustmentId: string,
    gms: number,
  ): Promise<Acquaintance & { readonly isReverted: boolean }> {
    const earlier = await this.#adjustment(ref, adjustmentId);
    const isForestalled = earlier === undefined && (await this.#forestall(ref, adjustmentId));
    if (isForestalled || earlier?.value.isReverted === true)
      return { ...(await this.get(ref, playerId, gms)), isReverted: false };
    let isReverted = false;
    const { value, version } = await this.#relationships.update(refOf(ref, playerId), async (current, next) => {
      const adjustment = await this.#adjustment(ref, adjustmentId);
      isReverted = adjustment?.value.isReverted === false;
      if (adjustment === undefined || !isReverted) return undefined;
      const { applied } = adjustment.value;
      const adjusted = adjust(current.value, opposite(applied), gms);
      return {
        value: adjusted.relationship,
        puts: [adjustmentPut(ref, adjustmentId, { applied, isReverted: true }, adjustment.version)],
        events: this.#options.tell({ ...adjusted, ref, playerId, reason: 'reverted', gms, version: next }),
      };
    });
    return { relationship: value, version, isReverted };
  }

  /** Has an adjustment that may still come refused; false when it came just now. */
  async #forestall(ref: NpcRef, adjustmentId: string): Promise<boolean> {
    try {
      const put = adjustmentPut(ref, adjustmentId, { applied: STRANGERS, isReverted: true }, 0n);
      await this.#store.shard(npcKey(ref)).commit({ puts: [put] });
      return true;
    } catch (error) {
      if (isDomainError(error) && error.code === 'VERSION_CONFLICT') return false;
      throw error;
    }
  }

  async #adjustment(
    ref: NpcRef,
    adjustmentId: string,
  ): Promise<{ readonly value: Adjustment; readonly version: bigint } | undefined> {
    const stored = await this.#store.shard(npcKey(ref)).get('adjustment', `${npcKey(ref)}/${adjustmentId}`);
    return stored === undefined ? undefined : { value: adjustments.decode(stored.bytes), version: stored.version };
  }
}

function adjustmentPut(ref: NpcRef, adjustmentId: string, value: Adjustment, expectedVersion: bigint): Put {
  const id = `${npcKey(ref)}/${adjustmentId}`;
  return { kind: 'adjustment', id, bytes: adjustments.encode(value), expectedVersion, ttlMs: ADJUSTMENTS_KEPT_MS };
}

const idOf = (ref: NpcRef, playerId: string): string => `${npcKey(ref)}/${playerId}`;
const refOf = (ref: NpcRef, playerId: string): { readonly id: string; readonly owner: string } => ({
  id: idOf(ref, playerId),
  owner: npcKey(ref),
});
