import type { IQuestSystemService } from '@bodybroker/contracts-quest-system';
import type { Handler } from '@bodybroker/nats-sdk';
import type { Deps } from '../deps.js';
import { lockOf, withOffer } from '../domain/player-book.js';
import { toOffer } from '../mapping/to-offer.js';

/** Puts a quest on a player's list that is offered only. */
export const offerQuest =
  ({ definitions, books, times }: Deps): Handler<IQuestSystemService, 'offerQuest'> =>
  async ({ playerId, definitionId }, { worldId }) => {
    const plan = await definitions.newest(definitionId);
    const { value: book } = await books.change(playerId, (before) => withOffer(before, definitionId));
    return toOffer(plan, lockOf(book, plan.definition, await times.gms(worldId)));
  };
