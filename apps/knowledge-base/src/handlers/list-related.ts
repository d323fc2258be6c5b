import type { IKnowledgeBaseService } from '@bodybroker/contracts-knowledge-base';
import type { Handler } from '@bodybroker/nats-sdk';
import type { Deps } from '../deps.js';
import { relatedTo } from '../domain/relation.js';
import { readerOf } from '../mapping/onlooker-of.js';

/** What has to do with an entity, nearest first. */
export const listRelated =
  ({ relations, library, keeper, sight }: Deps): Handler<IKnowledgeBaseService, 'listRelated'> =>
  async ({ entity, type, depth }, context) => {
    await keeper.ready(context.signal);
    const found = await sight.look(readerOf(context.actor), context, (viewer) =>
      relatedTo(
        entity,
        { type, depth: Math.max(1, depth) },
        (each) => relations.of(each),
        (each) => library.isHidden(each, viewer),
      ),
    );
    return { relations: found.map((relation) => ({ ...relation })) };
  };
