import type { EventEnvelope } from '@bodybroker/contracts-common';
import type { IMessageType } from '@protobuf-ts/runtime';
import type { Heard } from '../domain/hear-event.js';
import { PART_EVENTS, DEAL_EVENTS } from './heard-trade.js';
import { PEOPLE_EVENTS, QUEST_EVENTS } from './heard-people.js';
import { SCENE_EVENTS } from './heard-scenes.js';
import type { HeardType } from './heard-type.js';

/** What counts among a player's events of the game. */
export const PLAYER_GAME_EVENTS: readonly HeardType[] = [
  ...PART_EVENTS,
  ...DEAL_EVENTS,
  ...QUEST_EVENTS,
  ...PEOPLE_EVENTS,
];

/** What counts among those of scenes and lore. */
export const PLAYER_NARRATIVE_EVENTS: readonly HeardType[] = SCENE_EVENTS;

const BY_TYPE = new Map([...PLAYER_GAME_EVENTS, ...PLAYER_NARRATIVE_EVENTS].map((each) => [each.type, each]));

export const messageTypesOf = (heard: readonly HeardType[]): readonly IMessageType<object>[] =>
  heard.map(({ messageType }) => messageType);

/** What an event means to its player's story; undefined: nothing. */
export const hear = (type: string, payload: object): Heard | undefined => BY_TYPE.get(type)?.hear(payload);

/** When an event happened, if it or its envelope tells: game ms. */
export function gmsOf({ gameTimeGms }: Pick<EventEnvelope, 'gameTimeGms'>, payload: object): number | undefined {
  if (gameTimeGms !== undefined) return Number(gameTimeGms);
  return 'gms' in payload && typeof payload.gms === 'bigint' && payload.gms > 0n ? Number(payload.gms) : undefined;
}
