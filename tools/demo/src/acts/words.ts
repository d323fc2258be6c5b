import { LlmStreamChunk } from '@bodybroker/contracts-ai-integration';
import { ActionType, NpcAvailability, SayFrame, type Npc, type TalkOutcome } from '@bodybroker/contracts-npc-behavior';
import { isRpcError } from '@bodybroker/nats-sdk';
import type { JsonValue } from '@protobuf-ts/runtime';
import { serverEvents } from '../server-events.js';
import { once, type Cast, type Stage } from '../stage.js';
import { expectThat, type Story } from '../story.js';
import { walk } from './walk.js';

/** Somebody who is awake is found, asked, and answers word by word. */
export async function words(story: Story, cast: Cast): Promise<void> {
  const npc = await meet(story, cast);
  await ask(story, cast, npc);
  await walkAway(story, cast.player);
}

function meet(story: Story, cast: Cast): Promise<Npc> {
  return story
    .step(
      'Look for somebody who is awake, and go there',
      'npc-behavior  svc.npc-behavior.v1.list_npcs; world-state  svc.world-state.v1.move_entity',
      async () => {
        const { npcs } = await cast.player.npcs.listNpcs({ pageSize: 200 });
        const awake = npcs.filter(({ availability }) => availability === NpcAvailability.AWAKE);
        for (const npc of awake) {
          const doors = await walk(cast, npc.locationId).catch(unlessBehindALock);
          if (doors !== undefined) return { npc, doors };
        }
        throw new Error(`of ${npcs.length} people ${awake.length} are awake, all behind locked doors`);
      },
      ({ npc, doors }) =>
        `${npc.name}, at ${npc.locationId}, ${doors} doors away: ${(ActionType[npc.action?.type ?? 0] ?? '').toLowerCase().replaceAll('_', ' ')}`,
    )
    .then(({ npc }) => npc);
}

/** Some sit at night where a stranger has no key; somebody else will do. */
function unlessBehindALock(error: unknown): undefined {
  if (!isRpcError(error) || error.reason !== 'EXIT_BLOCKED') throw error;
}

async function ask(story: Story, { player, playerId }: Cast, npc: Npc): Promise<void> {
  const { conversation } = await story.step(
    `Speak to ${npc.name}`,
    'npc-behavior  svc.npc-behavior.v1.start_conversation',
    () => player.npcs.startConversation({ npcId: npc.npcId, playerId }, once()),
    ({ greeting }) => `“${greeting}”`,
  );
  const conversationId = conversation?.conversationId ?? '';
  await story.step(
    'Ask about the Bone Ledger: intent, mood and trust by code, the words by a model or the grammar',
    'npc-behavior → knowledge-base, ai-router, ai-integration → SSE',
    async () => {
      let chunks = 0n;
      let outcome: TalkOutcome | undefined;
      const frames = serverEvents(`${player.baseUrl}/v1/conversations/${conversationId}:say`, {
        method: 'POST',
        body: { text: 'What do you know of the Bone Ledger?', expectedTurn: conversation?.turn ?? 0 },
        token: player.token,
        signal: AbortSignal.timeout(30_000),
      });
      for await (const { event, json } of frames) {
        if (event === 'end') break;
        const { frame } = SayFrame.fromJson(json as JsonValue, { ignoreUnknownFields: true });
        if (frame.oneofKind === 'outcome') outcome = frame.outcome;
        if (frame.oneofKind === 'chunk') chunks = tellChunk(story, frame.chunk, chunks);
      }
      story.word('\n');
      expectThat(chunks > 0n && outcome !== undefined, 'there was no answer, or no outcome');
      return { chunks, outcome };
    },
    ({ chunks, outcome }) => `${chunks} chunks, then one outcome: trust ${outcome.relationship?.trust ?? 0}`,
  );
  await player.npcs.endConversation({ conversationId });
}

function tellChunk(story: Story, { sequence, chunk }: LlmStreamChunk, expected: bigint): bigint {
  if (chunk.oneofKind === 'heartbeat') return expected;
  expectThat(sequence === expected, `sequence ${sequence} where ${expected} was due`);
  if (chunk.oneofKind === 'delta') story.word(chunk.delta.text);
  if (chunk.oneofKind === 'failure') throw new Error(chunk.failure.message);
  return expected + 1n;
}

async function walkAway(story: Story, player: Stage): Promise<void> {
  await story.step(
    'Ask the generator for a long tale, and walk away after three words',
    'ai-integration  SSE closed → svc.ai-integration.v1.get_generation',
    async () => {
      const leaving = new AbortController();
      let generationId = '';
      try {
        let deltas = 0;
        const prompt = {
          kind: 'GENERATION_KIND_NARRATION',
          messages: [{ role: 'MESSAGE_ROLE_USER', content: 'Tell me of the river.' }],
          params: { maxTokens: 400, seed: '8' },
        };
        const frames = serverEvents(`${player.baseUrl}/v1/generations:stream`, {
          method: 'POST',
          body: { prompt },
          token: player.token,
          signal: leaving.signal,
        });
        for await (const { json } of frames) {
          const { streamId, chunk } = LlmStreamChunk.fromJson(json as JsonValue, { ignoreUnknownFields: true });
          generationId = streamId;
          if (chunk.oneofKind === 'delta' && (deltas += 1) === 3) leaving.abort();
        }
      } catch (error) {
        if (!leaving.signal.aborted) throw error;
      }
      const end = performance.now() + 1000;
      while ((await player.ai.getGeneration({ generationId })).status !== CANCELLED) {
        expectThat(performance.now() < end, `${generationId} is not cancelled after a second`);
        await new Promise((resolve) => setTimeout(resolve, 50));
      }
      return generationId;
    },
    (generationId) => `${generationId} is CANCELLED`,
  );
}

/** GenerationStatus.CANCELLED. */
const CANCELLED = 5;
