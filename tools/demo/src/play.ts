import { randomBytes, randomUUID } from 'node:crypto';
import { LlmStreamChunk } from '@bodybroker/contracts-ai-integration';
import { DeliveredEvent } from '@bodybroker/contracts-event-bus';
import { isRpcError } from '@bodybroker/nats-sdk';
import type { JsonValue } from '@protobuf-ts/runtime';
import { serverEvents } from './server-events.js';
import { createStage, type Stage } from './stage.js';
import { expectThat, type Story } from './story.js';

export interface PlayOptions {
  readonly baseUrl: string;
  readonly adminUser: string;
  readonly adminPassword: string;
}

const HOUR_GMS = 3_600_000n;

/** The demo, start to end. Throws at the first step that does not go as it should. */
export async function play(story: Story, options: PlayOptions): Promise<void> {
  const player = createStage(options.baseUrl);
  const admin = createStage(options.baseUrl);
  const accountId = await enter(story, player, admin, options);
  await raceForState(story, player, accountId);
  await advanceUntilWeatherChanges(story, player, admin);
  await streamWords(story, player);
  await cancelWords(story, player);
  await refuseBadInput(story, player);
  await leave(story, player);
}

async function enter(story: Story, player: Stage, admin: Stage, options: PlayOptions): Promise<string> {
  const username = `vell-${randomBytes(4).toString('hex')}`;
  const password = randomBytes(18).toString('base64url');
  const account = await story.step(
    `Register ${username}`,
    'auth  svc.auth.v1.register',
    () => player.auth.register({ username, password }),
    (registration) => `account ${registration.account?.accountId ?? ''}`,
  );
  const tokens = await story.step(
    'Log in',
    'auth  svc.auth.v1.login',
    () => player.auth.login({ username, password }),
    ({ sessionId }) => `session ${sessionId}, access token for ten minutes`,
  );
  expectThat(tokens.accountId === account.account?.accountId, 'the login is of another account');
  player.enter(tokens.accessToken);
  const adminTokens = await story.step(
    `Log in as ${options.adminUser}, who may move the clock`,
    'auth  svc.auth.v1.login',
    () => admin.auth.login({ username: options.adminUser, password: options.adminPassword }),
    ({ sessionId }) => `session ${sessionId}`,
  );
  admin.enter(adminTokens.accessToken);
  return tokens.accountId;
}

async function raceForState(story: Story, player: Stage, ownerId: string): Promise<void> {
  const id = { namespace: 'saves', key: 'satchel', ownerId };
  const put = (coins: number, expectedVersion: bigint) =>
    player.states.putState({
      ...id,
      value: { fields: { coins: { kind: { oneofKind: 'numberValue', numberValue: coins } } } },
      expectedVersion,
    });
  await story.step(
    'Save the satchel for the first time',
    'state-manager  svc.state-manager.v1.put_state',
    () => put(10, 0n),
    ({ version }) => `version ${version}`,
  );
  await story.step(
    'Two hands write at once, both expecting version 1',
    'state-manager  2 × svc.state-manager.v1.put_state',
    async () => {
      const outcomes = await Promise.allSettled([put(11, 1n), put(12, 1n)]);
      const lost = outcomes.flatMap((outcome) => (outcome.status === 'rejected' ? [outcome.reason as unknown] : []));
      expectThat(lost.length === 1, `${2 - lost.length} writes won; exactly one should`);
      const [error] = lost;
      expectThat(isRpcError(error) && error.code === 'VERSION_CONFLICT', `the loser got ${String(error)}`);
      return error;
    },
    (error) => `one wins; the other gets ${error.code}, current_version ${error.details['current_version'] ?? '?'}`,
  );
}

async function advanceUntilWeatherChanges(story: Story, player: Stage, admin: Stage): Promise<void> {
  const query = new URLSearchParams({
    'filter.subjectPattern': 'game.weather.changed.*',
    'start.from': 'START_FROM_NEW',
  });
  const closing = new AbortController();
  const events = serverEvents(`${player.baseUrl}/v1/events:subscribe?${query.toString()}`, {
    token: player.token,
    signal: AbortSignal.any([closing.signal, AbortSignal.timeout(30_000)]),
  });
  const first = events.next();
  first.catch(() => undefined);
  await story.step(
    'Advance the clock until the weather turns',
    'time-manager → GAME_EVENTS → weather-manager → GAME_EVENTS → event-bus → SSE',
    async () => {
      let hours = 0;
      let arrived: DeliveredEvent | undefined;
      const arrival = first.then((result) => {
        expectThat(result.done !== true, 'the stream ended without an event');
        arrived = DeliveredEvent.fromJson(result.value.json as JsonValue, { ignoreUnknownFields: true });
      });
      while (arrived === undefined && hours < 96) {
        await admin.time.advanceTime(
          { worldId: 'main', to: { oneofKind: 'byGms', byGms: 6n * HOUR_GMS } },
          { idempotencyKey: randomUUID() },
        );
        hours += 6;
        await Promise.race([arrival, new Promise((resolve) => setTimeout(resolve, 400))]);
      }
      expectThat(arrived !== undefined, `no weather changed in ${hours} hours`);
      return { hours, event: arrived };
    },
    ({ hours, event }) => {
      const payload = JSON.stringify(event.payload === undefined ? {} : payloadOf(event));
      return `after ${hours} game hours: ${event.type} #${event.sequence} ${payload}`;
    },
  );
  closing.abort();
}

const payloadOf = (event: DeliveredEvent): unknown => (DeliveredEvent.toJson(event) as { payload?: unknown }).payload;

const prompt = {
  kind: 'GENERATION_KIND_DIALOGUE',
  messages: [{ role: 'MESSAGE_ROLE_USER', content: 'What do you know of the Bone Ledger?' }],
  context: { facts: [{ id: 'ledger', text: 'The Bone Ledger is bound in skin and records every deal.' }] },
  params: { maxTokens: 60, seed: '7' },
};

async function streamWords(story: Story, player: Stage): Promise<void> {
  await story.step(
    'Ask a broker about the Bone Ledger; the answer comes word by word',
    'ai-integration  svc.ai-integration.v1.generate_stream → SSE',
    async () => {
      let text = '';
      let expected = 0n;
      for await (const chunk of words(player, prompt, AbortSignal.timeout(30_000))) {
        if (chunk.chunk.oneofKind === 'heartbeat') continue;
        expectThat(chunk.sequence === expected, `sequence ${chunk.sequence} where ${expected} was due`);
        expected += 1n;
        if (chunk.chunk.oneofKind === 'delta') {
          text += chunk.chunk.delta.text;
          story.word(chunk.chunk.delta.text);
        }
        if (chunk.chunk.oneofKind === 'failure') throw new Error(chunk.chunk.failure.message);
      }
      story.word('\n');
      expectThat(text.length > 0, 'no word came');
      return expected;
    },
    (chunks) => `${chunks} chunks`,
  );
}

async function cancelWords(story: Story, player: Stage): Promise<void> {
  await story.step(
    'Ask again, and walk away after three words',
    'ai-integration  SSE closed → svc.ai-integration.v1.get_generation',
    async () => {
      const leaving = new AbortController();
      let generationId = '';
      let deltas = 0;
      try {
        const long = { ...prompt, params: { maxTokens: 400, seed: '8' } };
        for await (const chunk of words(player, long, leaving.signal)) {
          generationId = chunk.streamId;
          if (chunk.chunk.oneofKind === 'delta' && (deltas += 1) === 3) leaving.abort();
        }
      } catch (error) {
        if (!leaving.signal.aborted) throw error;
      }
      const end = performance.now() + 1000;
      for (;;) {
        const progress = await player.ai.getGeneration({ generationId });
        const json = progress.status;
        if (json === CANCELLED) return generationId;
        expectThat(performance.now() < end, `${generationId} is not cancelled after a second`);
        await new Promise((resolve) => setTimeout(resolve, 50));
      }
    },
    (generationId) => `${generationId} is CANCELLED`,
  );
}

/** GenerationStatus.CANCELLED. */
const CANCELLED = 5;

async function* words(player: Stage, body: object, signal: AbortSignal): AsyncGenerator<LlmStreamChunk> {
  const url = `${player.baseUrl}/v1/generations:stream`;
  for await (const { event, json } of serverEvents(url, {
    method: 'POST',
    body: { prompt: body },
    token: player.token,
    signal,
  })) {
    if (event === 'end') return;
    yield LlmStreamChunk.fromJson(json as JsonValue, { ignoreUnknownFields: true });
  }
}

async function refuseBadInput(story: Story, player: Stage): Promise<void> {
  await story.step(
    'Ask for a temperature of 9',
    'gateway → ai-integration → application/problem+json',
    async () => {
      const response = await fetch(`${player.baseUrl}/v1/generations`, {
        method: 'POST',
        headers: { authorization: `Bearer ${player.token}`, 'content-type': 'application/json' },
        body: JSON.stringify({ prompt: { ...prompt, params: { temperature: 9 } } }),
      });
      const problem = (await response.json()) as { reason?: string; detail?: string };
      expectThat(response.status === 400, `HTTP ${response.status}`);
      return problem;
    },
    ({ reason, detail }) => `400 ${reason ?? ''}: ${detail ?? ''}`,
  );
}

async function leave(story: Story, player: Stage): Promise<void> {
  await story.step(
    'Log out; the access token is worth nothing within a second',
    'auth → KV auth_revocations → gateway',
    async () => {
      await player.auth.logout({});
      const end = performance.now() + 1000;
      for (;;) {
        const error: unknown = await player.time.getTime({ worldId: 'main' }).catch((thrown: unknown) => thrown);
        if (isRpcError(error) && error.code === 'UNAUTHENTICATED') return error;
        expectThat(performance.now() < end, 'the token is still taken after a second');
      }
    },
    ({ reason }) => `401 ${reason}`,
  );
}
