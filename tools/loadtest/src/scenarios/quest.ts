import type { Call, Json } from '../client/call.js';
import type { Player } from '../players/player.js';
import { change, oneOf, read, type Scenario, type ScenarioSetting } from './scenario.js';

type QuestStage =
  | { readonly at: 'offers' }
  | { readonly at: 'accept'; readonly definitionId: string }
  | { readonly at: 'read' | 'abandon'; readonly questId: string };

/** Others of the player's calls may have changed what is open to them. */
const REFUSALS = [
  'PREREQUISITES',
  'QUEST_ACTIVE',
  'QUEST_COOLDOWN',
  'QUEST_DONE',
  'QUEST_NOT_ACTIVE',
  'QUEST_NOT_OFFERED',
  'TOO_MANY_QUESTS',
];

/** A player sees what there is to do, takes up one quest, reads it, and gives it up again. */
export function quest(weight: number, { random }: ScenarioSetting): Scenario {
  const stages = new WeakMap<Player, QuestStage>();
  const enter = (player: Player, stage: QuestStage): void => void stages.set(player, stage);
  const callOf = (player: Player, stage: QuestStage): Call => {
    switch (stage.at) {
      case 'offers':
        return {
          ...read('quest offers', `/v1/players/${player.id}/quest-offers`),
          onAnswer: ({ offers }) => {
            const open = ((offers ?? []) as Json[]).filter(({ lockedReason }) => lockedReason === undefined);
            if (open.length === 0) return;
            enter(player, { at: 'accept', definitionId: oneOf(open, random).definitionId as string });
          },
        };
      case 'accept':
        return {
          ...change('accept quest', `/v1/players/${player.id}/quests`, { definitionId: stage.definitionId }),
          onAnswer: ({ id }) => enter(player, { at: 'read', questId: id as string }),
        };
      case 'read':
        return {
          ...read('quest', `/v1/quests/${stage.questId}`),
          onAnswer: () => enter(player, { at: 'abandon', questId: stage.questId }),
        };
      case 'abandon':
        return {
          ...change('abandon quest', `/v1/quests/${stage.questId}:abandon`),
          onAnswer: () => enter(player, { at: 'offers' }),
        };
    }
  };
  return {
    name: 'quest',
    weight,
    order: 'one by one',
    next: (player) => ({
      ...callOf(player, stages.get(player) ?? { at: 'offers' }),
      refusals: REFUSALS,
      onFailure: () => enter(player, { at: 'offers' }),
    }),
  };
}
