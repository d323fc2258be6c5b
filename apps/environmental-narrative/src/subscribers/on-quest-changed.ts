import { QuestAccepted, QuestClaimed, QuestCompleted, QuestFailed } from '@bodybroker/contracts-quest-system';
import { subscriber, type Subscriber } from '@bodybroker/nats-sdk';
import type { Deps } from '../deps.js';
import { own } from '../domain/casebook.js';

type QuestNews = QuestAccepted | QuestCompleted | QuestFailed | QuestClaimed;

/** How far a quest is; news that come late do not take it back. */
const RANK: Readonly<Record<string, number>> = { accepted: 1, completed: 2, failed: 3, claimed: 3 };

/** Remembers how a player's quests stand, for scenes that depend on one. */
export const onQuestChanged = ({ casebooks }: Deps): Subscriber =>
  subscriber<QuestNews>({
    event: [QuestAccepted, QuestCompleted, QuestFailed, QuestClaimed],
    durable: 'environmental-narrative-quests',
    filterSubject: 'game.quest.>',
    handle: async ({ playerId, definitionId }, { event, worldId }) => {
      const news = event.type.slice(event.type.lastIndexOf('.') + 1);
      await casebooks.change({ worldId, playerId }, (book) => {
        const known = own(book.quests, definitionId);
        const isLate = news !== 'accepted' && (RANK[news] ?? 0) < (RANK[known ?? ''] ?? 0);
        if (isLate || known === news) return { book, events: [] };
        return { book: { ...book, quests: { ...book.quests, [definitionId]: news } }, events: [] };
      });
    },
  });
