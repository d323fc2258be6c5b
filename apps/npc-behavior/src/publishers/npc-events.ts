import { ActionType, NpcActionChanged, NpcReflected, RelationshipChanged } from '@bodybroker/contracts-npc-behavior';
import type { Clock } from '@bodybroker/domain';
import { createEvent, type EventFacts } from '@bodybroker/nats-sdk';
import type { OutboxEvent } from '@bodybroker/storage';
import type { Memory } from '../domain/memory.js';
import type { NpcState } from '../domain/npc-state.js';
import { isNothing } from '../domain/relationship.js';
import { toAction } from '../mapping/to-npc.js';
import { toDeltas, toRelationship } from '../mapping/to-relationship.js';
import { npcKey, type NpcRef, type Person } from '../storage/person.js';
import type { RelationshipNews } from '../storage/relationships.js';

/** What this service tells the others of its people; each committed with the change it tells of. */
export class NpcEvents {
  readonly #clock: Clock;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Nothing when somebody goes on with what they did. */
  actionChanged({ ref, state, stateVersion }: Person, after: NpcState): readonly OutboxEvent[] {
    const isSame = state.action === after.action && state.locationId === after.locationId;
    if (isSame) return [];
    const gms = after.action.sinceGms;
    const payload = {
      ...ref,
      action: toAction(after.action),
      locationId: after.locationId,
      fromLocationId: state.locationId,
      oldType: ActionType[state.action.type],
      gms: BigInt(gms),
    };
    return [createEvent(NpcActionChanged, payload, this.#facts(ref, `state:${stateVersion + 1n}:action`, gms))];
  }

  /** Nothing when nothing was really changed. */
  relationshipChanged(news: RelationshipNews): readonly OutboxEvent[] {
    const { ref, playerId, applied, reason, gms, version } = news;
    if (isNothing(applied)) return [];
    const payload = {
      ...ref,
      playerId,
      deltas: toDeltas(applied),
      reason,
      relationship: toRelationship(ref.npcId, playerId, news, gms),
      gms: BigInt(gms),
    };
    const facts = this.#facts(ref, `relationship:${playerId}:${version}`, gms);
    return [createEvent(RelationshipChanged, payload, { ...facts, playerId })];
  }

  reflected(ref: NpcRef, { memoryId, text, subjectIds, gms }: Memory): OutboxEvent {
    const payload = { ...ref, memoryId, insight: text, subjectIds: [...subjectIds], gms: BigInt(gms) };
    return createEvent(NpcReflected, payload, this.#facts(ref, `reflected:${memoryId}`, gms));
  }

  #facts(ref: NpcRef, what: string, gms: number): EventFacts {
    return {
      source: 'npc-behavior',
      clock: this.#clock,
      entityId: ref.npcId,
      eventId: `npc:${npcKey(ref)}:${what}`,
      gameTimeGms: BigInt(gms),
    };
  }
}
