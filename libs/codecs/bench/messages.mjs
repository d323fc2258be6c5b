import { LongType, MessageType, RepeatType, ScalarType } from '@protobuf-ts/runtime';

const LONGS = new Set([ScalarType.INT64, ScalarType.UINT64]);

function scalar(no, name, type, more = {}) {
  return { no, name, kind: 'scalar', T: type, ...(LONGS.has(type) ? { L: LongType.BIGINT } : {}), ...more };
}

const list = { repeat: RepeatType.UNPACKED };
const { STRING, INT32, UINT32, SINT32, INT64, UINT64, DOUBLE, BOOL, BYTES } = ScalarType;

const Position = new MessageType('bench.Position', [
  scalar(1, 'x', DOUBLE),
  scalar(2, 'y', DOUBLE),
  scalar(3, 'z', DOUBLE),
  scalar(4, 'region_id', STRING),
]);
const Item = new MessageType('bench.Item', [
  scalar(1, 'item_id', STRING),
  scalar(2, 'kind', STRING),
  scalar(3, 'count', INT32),
  scalar(4, 'freshness', DOUBLE),
]);
const Activity = { 0: 'NONE', 1: 'IDLE', 2: 'TRADING', NONE: 0, IDLE: 1, TRADING: 2 };
const Npc = new MessageType('bench.Npc', [
  scalar(1, 'npc_id', STRING),
  scalar(2, 'name', STRING),
  scalar(3, 'health', INT32),
  { no: 4, name: 'activity', kind: 'enum', T: () => ['bench.Activity', Activity, 'ACTIVITY_'] },
  { no: 5, name: 'position', kind: 'message', T: () => Position },
  { no: 6, name: 'items', kind: 'message', T: () => Item, ...list },
  { no: 7, name: 'traits', kind: 'map', K: STRING, V: { kind: 'scalar', T: DOUBLE } },
  scalar(8, 'tags', STRING, list),
  scalar(9, 'updated_at_ms', INT64),
  scalar(10, 'hostile', BOOL),
  scalar(11, 'recent_lines', STRING, list),
]);
const Entity = new MessageType('bench.Entity', [
  scalar(1, 'id', UINT32),
  scalar(2, 'x_cm', SINT32),
  scalar(3, 'y_cm', SINT32),
  scalar(4, 'health', UINT32),
]);
const Snapshot = new MessageType('bench.Snapshot', [
  scalar(1, 'revision', UINT64),
  { no: 2, name: 'entities', kind: 'message', T: () => Entity, ...list },
]);
const Event = new MessageType('bench.Event', [
  scalar(1, 'event_id', STRING),
  scalar(2, 'type', STRING),
  scalar(3, 'source', STRING),
  scalar(4, 'occurred_at_ms', INT64),
  scalar(5, 'correlation_id', STRING),
  scalar(6, 'payload', BYTES),
]);

const npc = {
  npcId: 'npc_01HZY3V7Q2M4',
  name: 'Fennimore the Grey',
  health: 87,
  activity: Activity.TRADING,
  position: { x: 1034.25, y: -88.5, z: 12.125, regionId: 'region_north_03' },
  items: Array.from({ length: 8 }, (_, i) => ({
    itemId: `item_${1000 + i}`,
    kind: ['sword', 'bread', 'lamp', 'rope'][i % 4],
    count: i + 1,
    freshness: i / 4,
  })),
  traits: { courage: 0.7, greed: 0.2, humour: 0.55, loyalty: 0.9 },
  tags: ['merchant', 'night_owl', 'quest_giver'],
  updatedAtMs: 1763732000123n,
  hostile: false,
  recentLines: ['The bridge has been closed since the flood.', 'Have you seen my brother? He went north.'],
};
const snapshot = {
  revision: 123_456n,
  entities: Array.from({ length: 200 }, (_, i) => ({
    id: i * 37,
    xCm: i * 1000 - 90_000,
    yCm: 70_000 - i * 333,
    health: 100 - (i % 50),
  })),
};
const event = {
  eventId: 'quest-system:quest_01HZY:7:game.quest.accepted',
  type: 'game.quest.accepted',
  source: 'quest-system',
  occurredAtMs: 1763732000123n,
  correlationId: 'req_01HZY3V7Q2M4ABCDEF',
  payload: new Uint8Array(120).fill(7),
};

/** Name, type and a message of it. */
export const MESSAGES = [
  ['an NPC', Npc, Npc.create(npc)],
  ['200 entities', Snapshot, Snapshot.create(snapshot)],
  ['an event', Event, Event.create(event)],
];
