import { AcceptQuestRequest, Quest, type IQuestSystemService } from '@bodybroker/contracts-quest-system';
import { notFound } from '@bodybroker/domain';
import type { Handler } from '@bodybroker/nats-sdk';
import { markReplay, receiptOf } from '@bodybroker/service-kit';
import type { Deps } from '../deps.js';
import { assertUnlocked } from '../domain/player-book.js';
import { startQuest } from '../domain/quest-progress.js';
import { toQuest } from '../mapping/to-quest.js';

/** Takes a quest up; a repeat with the same idempotency key takes up no second. */
export const acceptQuest =
  ({
    worlds,
    definitions,
    quests,
    conditions,
    prerequisites,
    momentOf,
  }: Deps): Handler<IQuestSystemService, 'acceptQuest'> =>
  async (request, context) => {
    const { playerId, definitionId } = request;
    const { worldId } = context;
    if (!worlds.has(worldId)) throw notFound('world', worldId);
    const result = await quests.acceptOnce(
      playerId,
      receiptOf(context, AcceptQuestRequest.toBinary(request)),
      async (book) => {
        const plan = await definitions.newest(definitionId);
        const moment = await momentOf(worldId, plan, book);
        assertUnlocked(book, plan.definition, moment.gms);
        await prerequisites.assertMet(plan.definition, { playerId, worldId, book });
        return { plan, ...startQuest({ plan, moment, conditions }, { playerId, worldId }) };
      },
      (entity, plan) => Quest.toBinary(toQuest(entity, plan)),
    );
    if (result.status === 'replayed') markReplay(context);
    return Quest.fromBinary(result.response);
  };
