import { QuestClaimed, QuestFailed } from '@bodybroker/contracts-quest-system';
import { subscriber, type Subscriber } from '@bodybroker/nats-sdk';
import type { Deps } from '../deps.js';
import { rememberEvent } from './remember-event.js';

const IMPORTANCE = 6;
/** Who was let down trusts less. What a kept promise is worth, the rewards say. */
const LET_DOWN = { trust: -5, respect: -3 };

/** Who gave a quest remembers how it ended. */
export const onQuestEnded = (deps: Deps): Subscriber =>
  subscriber<QuestClaimed | QuestFailed>({
    event: [QuestClaimed, QuestFailed],
    durable: 'npc-behavior-quests',
    filterSubject: 'game.quest.>',
    handle: async ({ giverNpcId: npcId, playerId, title, definitionId }, context) => {
      const { worldId, event } = context;
      const isFailed = event.type === 'game.quest.failed';
      const text = isFailed
        ? `A broker let me down over "${title}".`
        : `A broker did what was asked over "${title}", and was paid.`;
      const memory = { kind: 'DEAL', text, subjectIds: [playerId, definitionId], importance: IMPORTANCE } as const;
      await rememberEvent(deps, { worldId, npcId }, memory, context);
      const [giver] = isFailed && deps.worlds.ids.has(worldId) ? await deps.roster.read(worldId, [npcId]) : [];
      if (giver === undefined) return;
      const gms = await deps.worlds.gmsNow(worldId);
      const receipt = { actor: 'event', method: 'quest-failed', key: event.eventId, fingerprint: '' };
      await deps.relationships.adjust(
        { worldId, npcId, playerId, key: event.eventId },
        { deltas: LET_DOWN, reason: 'quest.failed', gms },
        { receipt, respond: () => new Uint8Array() },
      );
    },
  });
