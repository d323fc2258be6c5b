import { QuestCompleted } from '@bodybroker/contracts-quest-system';
import { subscriber, type Subscriber } from '@bodybroker/nats-sdk';
import type { Deps } from '../deps.js';
import { revealAll } from './reveal-all.js';

/** A completed quest reveals the documents that say `quest:<definition_id>`. */
export const onQuestCompleted = (deps: Deps): Subscriber =>
  subscriber({
    event: QuestCompleted,
    durable: 'knowledge-base-quests',
    filterSubject: 'game.quest.completed.*',
    handle: ({ playerId, definitionId }, { signal }) => revealAll(deps, playerId, [`quest:${definitionId}`], signal),
  });
