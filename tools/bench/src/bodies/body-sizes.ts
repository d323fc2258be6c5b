import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { LlmStreamChunk } from '@bodybroker/contracts-ai-integration';
import { QuestDefinition, QuestOfferPage, QuestPage } from '@bodybroker/contracts-quest-system';
import { NpcState } from '@bodybroker/contracts-testing';
import { GameTime } from '@bodybroker/contracts-time-manager';
import { Weather } from '@bodybroker/contracts-weather-manager';
import { WorldChange, WorldChanges, WorldSnapshot } from '@bodybroker/contracts-world-state';
import type { JsonValue } from '@protobuf-ts/runtime';
import { npc } from '../messages.js';
import { bodySize, type BodySize } from './body-size.js';
import { gameTime, weather, words } from './frames.js';
import { offerPageOf, questPageOf } from './quest-messages.js';
import {
  arrivalsIn,
  changesOf,
  moodsIn,
  movesIn,
  snapshotOf,
  withoutDetails,
  type WorldContent,
} from './world-messages.js';

const WARD = 'lantern-ward';
/** As many as a player has at once. */
const ACTIVE_QUESTS = 5;

/**
 * Real messages in JSON and in protobuf, made of the game's own content. Texts do not shrink; numbers and enums do.
 * @param root of the workspace, where the content lies
 */
export function bodySizes(root: string): readonly BodySize[] {
  const world = readJson(join(root, 'apps/world-state/content/world.json')) as unknown as WorldContent;
  const snapshot = snapshotOf(world, WARD);
  const moves = movesIn(snapshot);
  const moods = moodsIn(snapshot);
  const [move = WorldChange.create()] = moves;
  const [mood = WorldChange.create()] = moods;
  const [arrival = WorldChange.create()] = arrivalsIn(snapshot);
  const quests = readQuests(join(root, 'apps/quest-system/content/quests'));
  const large = { isLargeOrFrequent: true };
  const text = { ...large, isTextByNature: true };
  const other = { isLargeOrFrequent: false };
  return [
    bodySize(WorldSnapshot, withoutDetails(snapshot), { ...large, label: 'one ward' }),
    bodySize(WorldSnapshot, snapshot, { ...text, label: 'one ward with details' }),
    bodySize(WorldChanges, changesOf(moves), { ...large, label: `${moves.length} moves` }),
    bodySize(WorldChanges, changesOf(moods), { ...large, label: `${moods.length} moods` }),
    bodySize(WorldChange, move, { ...large, label: 'frame, a move' }),
    bodySize(WorldChange, mood, { ...large, label: 'frame, a mood' }),
    bodySize(WorldChange, arrival, { ...text, label: 'frame, one from another ward' }),
    bodySize(GameTime, gameTime, { ...large, label: 'frame' }),
    bodySize(Weather, weather, { ...large, label: 'frame' }),
    bodySize(LlmStreamChunk, words, { ...text, label: 'frame, words' }),
    bodySize(QuestPage, questPageOf(quests.slice(0, ACTIVE_QUESTS)), { ...other, label: `${ACTIVE_QUESTS} quests` }),
    bodySize(QuestOfferPage, offerPageOf(quests), { ...other, label: `${quests.length} offers` }),
    bodySize(NpcState, npc, { ...other, label: 'as measured here' }),
  ];
}

function readQuests(folder: string): readonly QuestDefinition[] {
  return readdirSync(folder)
    .filter((name) => name.endsWith('.json'))
    .sort()
    .map((name) => QuestDefinition.fromJson(readJson(join(folder, name)), { ignoreUnknownFields: true }));
}

function readJson(path: string): JsonValue {
  return JSON.parse(readFileSync(path, 'utf8')) as JsonValue;
}
