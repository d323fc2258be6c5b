import type { IQuestSystemService } from '@bodybroker/contracts-quest-system';
import { cutPage, readPage } from '@bodybroker/domain';
import type { Handler } from '@bodybroker/nats-sdk';
import type { Deps } from '../deps.js';
import { lockOf } from '../domain/player-book.js';
import { toOffer, type OfferLock } from '../mapping/to-offer.js';
import type { QuestPlan } from '../domain/quest-plan.js';

/** What a player could take up, with the reason where not now. */
export const listAvailableQuests =
  ({ definitions, books, times, prerequisites }: Deps): Handler<IQuestSystemService, 'listAvailableQuests'> =>
  async (request, { worldId }) => {
    const { playerId, npcId } = request;
    const page = readPage(request, [playerId, npcId]);
    const { book } = await books.read(playerId);
    const gms = await times.gms(worldId);
    const isGone = ({ definition }: QuestPlan): boolean =>
      ['QUEST_DONE', 'QUEST_NOT_OFFERED'].includes(lockOf(book, definition, gms)?.reason ?? '');
    const rest = (await definitions.published()).filter(
      (plan) =>
        plan.definition.id > (page.after ?? '') &&
        (npcId === '' || plan.definition.giverNpcId === npcId) &&
        !isGone(plan),
    );
    const { rows, nextPageToken } = cutPage(rest, page, ({ definition }) => definition.id);
    const offers = rows.map(async (plan) => {
      const lock: OfferLock | undefined = lockOf(book, plan.definition, gms);
      if (lock !== undefined) return toOffer(plan, lock);
      const result = await prerequisites.check(plan.definition, { playerId, worldId, book });
      return toOffer(plan, result === 'met' ? undefined : { reason: 'PREREQUISITES' });
    });
    return { offers: await Promise.all(offers), nextPageToken };
  };
