import { CLOSED } from '../closed-places.js';
import type { Player } from '../player.js';
import type { Json } from '../rest-client.js';

const LINES = [
  'What do you know of the Bone Ledger?',
  'You keep a fine house. Thank you.',
  'Who buys eyes in this ward?',
  'I need work.',
];

/** Finds somebody awake, goes there, and says a few lines; each is answered by words in order and one outcome. */
export async function talk(player: Player): Promise<void> {
  const { api, id, stage } = player;
  const { npcs } = await api.get('/v1/npcs?page_size=200');
  const awake = (npcs as Json[]).filter(
    ({ availability, locationId }) => availability === 'NPC_AVAILABILITY_AWAKE' && !CLOSED.has(locationId as string),
  );
  const npc = awake[Math.floor(stage.random() * awake.length)];
  if (npc === undefined) return;
  await player.walkTo(npc.locationId as string);
  const { conversation } = await api.post(`/v1/npcs/${npc.npcId}/conversations`, { playerId: id });
  let turn = Number(conversation.turn ?? 0);
  for (let n = 0; n < 2; n += 1) {
    const text = LINES[Math.floor(stage.random() * LINES.length)] ?? 'Good evening.';
    turn = await say(player, conversation.conversationId as string, text, turn);
  }
  await api.post(`/v1/conversations/${conversation.conversationId}:end`);
}

async function say(player: Player, conversationId: string, text: string, expectedTurn: number): Promise<number> {
  const { api, stage } = player;
  let expected = 0;
  let outcomes = 0;
  let turn = expectedTurn;
  for await (const { event, data } of api.stream('POST', `/v1/conversations/${conversationId}:say`, {
    text,
    expectedTurn,
  })) {
    if (event === 'end' || event === 'error') break;
    const sequence = Number(data.chunk?.sequence ?? 0);
    if (data.chunk !== undefined && data.chunk.heartbeat === undefined) {
      if (sequence !== expected)
        stage.diary.violated(`a conversation's chunk ${sequence} came where ${expected} was due`);
      expected += 1;
    }
    if (data.outcome !== undefined) {
      outcomes += 1;
      turn = Number(data.outcome.turn);
    }
  }
  if (outcomes > 1) stage.diary.violated('a line had more than one outcome');
  return turn;
}
