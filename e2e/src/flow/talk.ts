import { randomBytes } from 'node:crypto';
import type { Answer } from '../api.js';
import { sse, type Frame } from '../sse.js';
import { ok, type Broker } from './broker.js';

type Json = Answer['body'];

/** Where the people of these tests are, all day. */
export const PLACE = 'bone-chapel';

/** What an answer came as. */
export interface Reply {
  /** All frames, the end of the stream left out. */
  readonly frames: readonly Json[];
  /** Chunks without heartbeats, in the order they came. */
  readonly chunks: readonly Json[];
  readonly outcomes: readonly Json[];
  /** The deltas, joined. */
  readonly text: string;
  /** From the request to the first delta; NaN when there was none. */
  readonly firstDeltaMs: number;
}

/** A talk between a player and an NPC, over SSE. */
export class Talk {
  readonly id: string;
  readonly greeting: string;
  readonly #url: string;
  readonly #broker: Broker;

  private constructor(url: string, broker: Broker, { conversation, greeting }: Json) {
    this.#url = url;
    this.#broker = broker;
    this.id = conversation.conversationId;
    this.greeting = greeting;
  }

  /** @param url of the gateway */
  static async begin(url: string, broker: Broker, npcId: string): Promise<Talk> {
    const request = { playerId: broker.id, playerName: 'Ash' };
    return new Talk(url, broker, ok(await broker.do(`/v1/npcs/${npcId}/conversations`, request), 'conversation'));
  }

  /** The frames of an answer as they come. */
  frames(text: string, expectedTurn?: number, signal = AbortSignal.timeout(30_000)): AsyncGenerator<Frame> {
    return sse(`${this.#url}/v1/conversations/${this.id}:say`, {
      method: 'POST',
      headers: { authorization: `Bearer ${this.#broker.token}`, 'content-type': 'application/json' },
      body: JSON.stringify({ text, ...(expectedTurn === undefined ? {} : { expectedTurn }) }),
      signal,
    });
  }

  /**
   * Says a line and hears the answer to its end.
   * @param onDelta told of each delta as it comes
   * @throws Error with the problem when the answer broke off
   */
  async say(text: string, expectedTurn?: number, onDelta: (text: string) => void = () => undefined): Promise<Reply> {
    const startedMs = performance.now();
    const frames: Json[] = [];
    let firstDeltaMs = Number.NaN;
    for await (const { event, data } of this.frames(text, expectedTurn)) {
      const delta = data.chunk?.delta?.text;
      if (delta !== undefined) {
        if (Number.isNaN(firstDeltaMs)) firstDeltaMs = performance.now() - startedMs;
        onDelta(delta);
      }
      if (event === 'error') throw new Error(`the answer broke off: ${JSON.stringify(data)}`);
      if (event !== 'end') frames.push(data);
    }
    const chunks = frames.flatMap(({ chunk }) => (chunk === undefined || chunk.heartbeat !== undefined ? [] : [chunk]));
    return {
      frames,
      chunks,
      outcomes: frames.flatMap(({ outcome }) => (outcome === undefined ? [] : [outcome])),
      text: chunks.map(({ delta }) => delta?.text ?? '').join(''),
      firstDeltaMs,
    };
  }

  /** The conversation and its lines. */
  look(): Promise<Json> {
    return this.#broker.read(`/v1/conversations/${this.id}`);
  }
}

/** Somebody nobody else talks to, who is at PLACE day and night. @param admin sets the scene for this player's test */
export async function someone(admin: Broker, more: object = {}): Promise<string> {
  const npcId = `flow-npc-${randomBytes(5).toString('hex')}`;
  const npc = {
    npcId,
    name: 'Sexton Pell',
    archetype: 'gravedigger',
    homeLocation: PLACE,
    faction: 'chapel',
    schedule: [{ fromHour: 0, toHour: 24, locationId: PLACE, activity: 'ACTION_TYPE_WORK' }],
    knowledgeTags: ['law'],
    voiceTags: ['mood:weary'],
    greetings: ['The ground is soft today, {player}.'],
    ...more,
  };
  await admin.arrange('/v1/npcs', { npc });
  return npcId;
}
