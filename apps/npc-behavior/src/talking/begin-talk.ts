import { failedPrecondition } from '@bodybroker/domain';
import type { Deps } from '../deps.js';
import { isLive, type Conversation } from '../domain/conversation.js';
import { availabilityOf, type Availability } from '../domain/npc-state.js';
import type { NpcRef, Person } from '../storage/person.js';

export interface TalkStart {
  readonly ref: NpcRef;
  readonly playerId: string;
  readonly conversationId: string;
  readonly gms: number;
}

/**
 * Takes an NPC's attention for a conversation, until nothing is said for a while.
 * @throws DomainError FAILED_PRECONDITION NPC_UNAVAILABLE, with `why` and until when
 */
export function engage(deps: Deps, { ref, playerId, conversationId, gms }: TalkStart): Promise<Person> {
  const nowMs = deps.clock.now();
  return deps.roster.changeState(ref, ({ npc, state }) => {
    const availability = availabilityOf(npc, state, { gms, ms: nowMs });
    const isOurs = availability.is === 'BUSY' && availability.conversationId === conversationId;
    if (availability.is !== 'AWAKE' && !isOurs) throw unavailable(npc.name, availability);
    const talk = { conversationId, playerId, untilMs: nowMs + deps.settings.talkIdleMs };
    return { ...state, talk };
  });
}

/** Holds the attention for another while; nothing happens when it has gone to somebody else. */
export async function keepEngaged(
  deps: Deps,
  { worldId, npcId, conversationId, playerId }: Conversation,
): Promise<void> {
  const nowMs = deps.clock.now();
  await deps.roster.changeState({ worldId, npcId }, ({ state }) => {
    const isTaken =
      state.talk !== undefined && state.talk.conversationId !== conversationId && state.talk.untilMs > nowMs;
    if (isTaken) return undefined;
    return { ...state, talk: { conversationId, playerId, untilMs: nowMs + deps.settings.talkIdleMs } };
  });
}

/** Gives the attention back. */
export async function disengage(deps: Deps, { worldId, npcId }: NpcRef, conversationId: string): Promise<void> {
  await deps.roster.changeState({ worldId, npcId }, ({ state }) => {
    if (state.talk?.conversationId !== conversationId) return undefined;
    const { talk: _, ...rest } = state;
    return rest;
  });
}

/** @throws DomainError FAILED_PRECONDITION CONVERSATION_OPEN while the player talks with somebody else */
export function assertFree({ clock, settings }: Deps, current: Conversation | undefined, conversationId: string): void {
  if (current === undefined || current.conversationId === conversationId) return;
  if (!isLive(current, clock.now(), settings.talkIdleMs)) return;
  throw failedPrecondition('CONVERSATION_OPEN', 'one conversation at a time', {
    conversation_id: current.conversationId,
    npc_id: current.npcId,
  });
}

/** @throws DomainError FAILED_PRECONDITION NOT_HERE when the player is known to be elsewhere */
export function assertHere(person: Person, playerLocation: string | undefined): void {
  const { npc, state } = person;
  if (playerLocation === undefined || playerLocation === state.locationId) return;
  throw failedPrecondition('NOT_HERE', `${npc.name} is not where you are`, {
    npc_location: state.locationId,
    player_location: playerLocation,
  });
}

function unavailable(name: string, availability: Exclude<Availability, { is: 'AWAKE' }>): Error {
  const until =
    availability.is === 'ASLEEP'
      ? { until_gms: String(availability.untilGms) }
      : availability.is === 'BUSY'
        ? { until_ms: String(availability.untilMs) }
        : {};
  return failedPrecondition('NPC_UNAVAILABLE', `${name} cannot be talked to now`, { why: availability.is, ...until });
}
