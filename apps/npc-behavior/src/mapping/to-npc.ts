import {
  ActionState,
  ActionType,
  NpcAvailability,
  type Npc as NpcMessage,
  type NpcAction as NpcActionMessage,
  type NpcChange,
} from '@bodybroker/contracts-npc-behavior';
import type { Npc } from '../domain/npc.js';
import { availabilityOf, levelsAt, moodOf, type NpcAction } from '../domain/npc-state.js';
import type { Person } from '../storage/person.js';
import type { StateChange } from '../storage/roster.js';

/** Somebody on the wire, with what they do at a moment. */
export function toNpc({ npc, state, version }: Person, now: { readonly gms: number; readonly ms: number }): NpcMessage {
  const { isDead, traits, needs, schedule, ...rest } = npc;
  return {
    ...toIdentity(npc),
    npcId: rest.npcId,
    name: rest.name,
    archetype: rest.archetype,
    homeLocation: rest.homeLocation,
    faction: rest.faction,
    traits: { ...traits },
    needs: { ...needs },
    schedule: schedule.map((entry) => ({ ...entry, activity: ActionType[entry.activity] })),
    dead: isDead,
    locationId: state.locationId,
    action: toAction(state.action),
    availability: NpcAvailability[availabilityOf(npc, state, now).is],
    needLevels: { ...levelsAt(npc, state, now.gms) },
    mood: moodOf(npc, state, now.gms),
    version,
  };
}

function toIdentity({ knowledgeTags, voiceTags, goals, greetings, ownFacts, questIds }: Npc) {
  return {
    knowledgeTags: [...knowledgeTags],
    voiceTags: [...voiceTags],
    goals: goals.map((goal) => ({ ...goal })),
    greetings: [...greetings],
    ownFacts: [...ownFacts],
    questIds: [...questIds],
  };
}

export function toAction({ type, target, locationId, state, goal, sinceGms }: NpcAction): NpcActionMessage {
  return { type: ActionType[type], target, locationId, state: ActionState[state], goal, sinceGms: BigInt(sinceGms) };
}

export function toChange({ person, after }: StateChange): NpcChange {
  return { npcId: person.ref.npcId, action: toAction(after.action), fromLocationId: person.state.locationId };
}
