import {
  DealAccepted,
  DealBreached,
  DealOffered,
  DealSettled,
  PartHarvested,
  PartPreserved,
  PartSpoiled,
  PartTransferred,
} from '@bodybroker/contracts-body-broker-integration';
import {
  ClueDiscovered,
  IncidentSolved,
  PropInspectedEvent,
  SceneEntered,
} from '@bodybroker/contracts-environmental-narrative';
import { NpcTalked } from '@bodybroker/contracts-npc-behavior';
import { LocationEntered } from '@bodybroker/contracts-world-state';
import type { IMessageType } from '@protobuf-ts/runtime';
import { eventTypeOf } from '@bodybroker/nats-sdk';
import type { EventSamples } from '../domain/check-definition.js';
import { sampleValues } from './event-values.js';

/** What happens to a player in the game and may move a quest on. */
export const PLAYER_EVENTS: readonly IMessageType<object>[] = [
  PartHarvested,
  PartPreserved,
  PartSpoiled,
  PartTransferred,
  DealOffered,
  DealAccepted,
  DealSettled,
  DealBreached,
  NpcTalked,
  LocationEntered,
];

/** What a player finds in scenes. */
export const SCENE_EVENTS: readonly IMessageType<object>[] = [
  SceneEntered,
  PropInspectedEvent,
  ClueDiscovered,
  IncidentSolved,
];

const BY_TYPE = new Map(
  [...PLAYER_EVENTS, ...SCENE_EVENTS].map((messageType) => [eventTypeOf(messageType).type, messageType]),
);

/** The message of an event type that counts for quests; undefined for any other. */
export function heardMessageOf(type: string): IMessageType<object> | undefined {
  return BY_TYPE.get(type);
}

/** An example of each event that counts for quests. */
export function eventSamples(): EventSamples {
  return new Map([...BY_TYPE].map(([type, messageType]) => [type, sampleValues(messageType)]));
}
