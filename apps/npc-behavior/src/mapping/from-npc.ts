import { enumName } from '@bodybroker/service-kit';
import { ActionType, type Npc as NpcMessage } from '@bodybroker/contracts-npc-behavior';
import { ACTION_TYPES, type Goal, type Npc } from '../domain/npc.js';

/** Somebody as a caller describes them, not yet checked. @throws DomainError INVALID_ARGUMENT ENUM_UNSPECIFIED for an unknown activity */
export function fromNpc(message: NpcMessage): Npc {
  const { npcId, name, archetype, traits, homeLocation, faction, needs, dead } = message;
  return {
    npcId,
    name,
    archetype,
    traits,
    homeLocation,
    faction,
    needs,
    schedule: message.schedule.map(({ fromHour, toHour, locationId, activity }, index) => ({
      fromHour,
      toHour,
      locationId,
      activity: enumName(ActionType, activity, ACTION_TYPES, `npc.schedule[${index}].activity`),
    })),
    knowledgeTags: message.knowledgeTags,
    voiceTags: message.voiceTags,
    // Checked with the rest: an unknown goal is refused by checkNpc.
    goals: message.goals.map(({ id, weight }) => ({ id: id as Goal, weight })),
    greetings: message.greetings,
    ownFacts: message.ownFacts,
    questIds: message.questIds,
    isDead: dead,
  };
}
