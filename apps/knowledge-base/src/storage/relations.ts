import { DomainError } from '@bodybroker/domain';
import type { Store } from '@bodybroker/storage';
import { loreShard } from './lore-shard.js';
import type { LoreRelation } from '../domain/relation.js';

/** Relations one entity has at most. */
const MAX_RELATIONS = 500;

const indexOf = (entity: string): string => `related:${entity}`;

/** What has to do with what: each relation stands with both its ends. */
export class Relations {
  readonly #store: Store;

  constructor(store: Store) {
    this.#store = store;
  }

  /** Notes a relation; one that is known stays as it is. @throws DomainError RESOURCE_EXHAUSTED TOO_MANY_RELATIONS */
  async add(relation: LoreRelation): Promise<void> {
    const shard = loreShard(this.#store);
    const member = memberOf(relation);
    for (const entity of new Set([relation.from, relation.to])) {
      const isKnown = (await shard.score(indexOf(entity), member)) !== undefined;
      if (!isKnown && (await shard.count(indexOf(entity))) >= MAX_RELATIONS) {
        throw new DomainError('RESOURCE_EXHAUSTED', 'TOO_MANY_RELATIONS', `${entity} has ${MAX_RELATIONS} relations`, {
          details: { entity, limit: String(MAX_RELATIONS) },
          retryable: false,
        });
      }
    }
    await shard.commit({
      indexes: [
        { op: 'set', index: indexOf(relation.from), member, score: 0 },
        { op: 'set', index: indexOf(relation.to), member, score: 0 },
      ],
    });
  }

  /** All relations of an entity, in a stable order. */
  async of(entity: string): Promise<readonly LoreRelation[]> {
    const members = await loreShard(this.#store).rangeByName(indexOf(entity), { limit: MAX_RELATIONS });
    return members.map(relationOf);
  }
}

function memberOf({ from, type, to }: LoreRelation): string {
  return [from, type, to].join('|');
}

function relationOf(member: string): LoreRelation {
  const [from = '', type = '', to = ''] = member.split('|');
  return { from, type, to };
}
