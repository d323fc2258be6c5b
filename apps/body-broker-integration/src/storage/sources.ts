import { type Claim, type Entity, EntityRepository, jsonCodec, type Store } from '@bodybroker/storage';
import type { PartType } from '../domain/part-type.js';
import { UNTOUCHED, giveBack, keepTake, takeOrgan, type SourceOrgans, type Take } from '../domain/source-organs.js';
import { dueAt, notDue } from './due.js';

/** How long a take waits for its part before it is looked into. Longer than a harvest can take. */
const TAKE_PATIENCE_MS = 30_000;

/** What was taken from the bodies of the world. Each lives in a shard of its own, apart from the players'. */
export class Sources {
  readonly #sources: EntityRepository<SourceOrgans>;

  constructor(store: Store, random: () => number) {
    this.#sources = new EntityRepository(store, 'source', { ...jsonCodec<SourceOrgans>(), random });
  }

  /** Reserves one organ for a part to come. @throws DomainError FAILED_PRECONDITION SOURCE_EXHAUSTED */
  async take(
    sourceKey: string,
    takeId: string,
    partType: PartType,
    taker: { readonly playerId: string; readonly partId: string },
    nowMs: number,
  ): Promise<Take> {
    const isDue = dueAt('take', `${sourceKey}/${takeId}`, nowMs + TAKE_PATIENCE_MS);
    const source = await this.#sources.upsert(sourceKey, (current) => {
      const before = current?.value ?? UNTOUCHED;
      const taken = takeOrgan(before, takeId, partType, taker);
      return { value: taken.source, indexes: taken.source === before ? [] : [isDue] };
    });
    const take = source.value.takes[takeId];
    if (take === undefined) throw new Error(`take ${takeId} of ${sourceKey} was lost`);
    return take;
  }

  /** The part is there: the organ is gone for good. */
  keep(sourceKey: string, takeId: string, claim?: Claim): Promise<Entity<SourceOrgans>> {
    return this.#end(sourceKey, takeId, keepTake, claim);
  }

  /** The part is not, and will not be: the organ is there again. */
  giveBack(sourceKey: string, takeId: string, claim?: Claim): Promise<Entity<SourceOrgans>> {
    return this.#end(sourceKey, takeId, giveBack, claim);
  }

  /** A take by its key; undefined when it was given back. */
  async find(sourceKey: string, takeId: string): Promise<Take | undefined> {
    return (await this.#sources.get(sourceKey))?.value.takes[takeId];
  }

  #end(
    sourceKey: string,
    takeId: string,
    change: (source: SourceOrgans, takeId: string) => SourceOrgans,
    claim: Claim | undefined,
  ): Promise<Entity<SourceOrgans>> {
    return this.#sources.upsert(sourceKey, (current) => ({
      value: change(current?.value ?? UNTOUCHED, takeId),
      ...(claim === undefined ? { indexes: [notDue('take', `${sourceKey}/${takeId}`)] } : { settle: [claim] }),
    }));
  }
}

export const sourceKeyOf = (worldId: string, entityId: string): string => `${worldId}/${entityId}`;
