import { createHash } from 'node:crypto';
import {
  FinishReason,
  GenerationKind,
  LlmStreamChunk,
  MessageRole,
  type AiIntegrationServiceClient,
  type GenerationPrompt,
} from '@bodybroker/contracts-ai-integration';
import { Privacy, RoutePriority, type AiRouterServiceClient } from '@bodybroker/contracts-ai-router';
import type { Client } from '@bodybroker/nats-sdk';
import type { Logger } from '@bodybroker/telemetry';
import type { PartialMessage } from '@protobuf-ts/runtime';
import { retell, STYLE_WORDS, wordPieces, type Style } from '../domain/retell.js';
import type { Taste } from './tastes.js';

export interface NarratorOptions {
  readonly router: Pick<Client<AiRouterServiceClient>, 'routeRequest'>;
  readonly ai: Pick<Client<AiIntegrationServiceClient>, 'generate' | 'generateStream'>;
  readonly logger: Logger;
}

/** Something to be told to somebody. */
export interface Narration {
  /** Names the stream, and keeps one beat on one model. */
  readonly id: string;
  readonly playerId: string;
  readonly taste: Taste;
  readonly paragraphs: readonly string[];
}

const ROUTE_PATIENCE_MS = 800;
const RECAP_PATIENCE_MS = 8000;
const MAX_TOKENS = 600;
const EMBEDDED = 'embedded';
const RULES =
  'Second person, present tense, short dry sentences, no exclamation marks. Keep to what is told: add nothing, leave nothing out.';

/** Has models phrase what stories tell. What happens is decided before; without a model the story's own words are told. */
export class Narrator {
  readonly #options: NarratorOptions;

  constructor(options: NarratorOptions) {
    this.#options = options;
  }

  /** Tells a beat's words in a style, as they come. Ends with one `done`, or with `failure` when a model broke off midway. */
  async *narrate(narration: Narration, style: Style): AsyncGenerator<LlmStreamChunk> {
    const prompt = await this.#promptOf(narration, GenerationKind.NARRATION, `Tell this ${STYLE_WORDS[style]}.`);
    if (prompt === undefined) return yield* ownWords(narration, style);
    let last: LlmStreamChunk | undefined;
    try {
      for await (const chunk of this.#options.ai.generateStream({ prompt }, { as: 'self' })) {
        const isFirstFailure = last === undefined && chunk.chunk.oneofKind === 'failure';
        if (isFirstFailure) break;
        last = chunk;
        yield chunk;
      }
    } catch (error) {
      this.#options.logger.warn('a beat is told without a model', { error });
      if (last !== undefined && last.chunk.oneofKind !== 'done') yield brokenOff(last);
    }
    if (last === undefined) yield* ownWords(narration, style);
  }

  /** A recap in a model's words; the given ones where there is none. */
  async phrase(narration: Narration, maxWords: number): Promise<string> {
    const own = narration.paragraphs.join(' ');
    const prompt = await this.#promptOf(narration, GenerationKind.SUMMARY, `Retell this in at most ${maxWords} words.`);
    if (prompt === undefined) return own;
    try {
      const options = { timeoutMs: RECAP_PATIENCE_MS, as: 'self' } as const;
      const { text, provider } = await this.#options.ai.generate({ prompt }, options);
      const words = text.trim().split(/\s+/);
      return provider === EMBEDDED || text.trim() === '' ? own : words.slice(0, maxWords).join(' ');
    } catch (error) {
      this.#options.logger.warn('a recap is told without a model', { error });
      return own;
    }
  }

  /** Undefined: no model but the embedded grammar, which knows nothing of what happened. */
  async #promptOf(
    { id, playerId, taste, paragraphs }: Narration,
    kind: GenerationKind,
    task: string,
  ): Promise<PartialMessage<GenerationPrompt> | undefined> {
    if (!taste.isAiEnabled || paragraphs.length === 0) return undefined;
    try {
      const { targets, decisionId } = await this.#options.router.routeRequest(
        {
          kind,
          maxOutputTokens: MAX_TOKENS,
          sessionKey: id,
          playerId,
          priority: RoutePriority.NORMAL,
          privacy: taste.isRemoteAllowed ? Privacy.ANY : Privacy.LOCAL_ONLY,
        },
        { timeoutMs: ROUTE_PATIENCE_MS, as: 'self' },
      );
      const models = targets.filter(({ provider }) => provider !== EMBEDDED).map(({ modelRef }) => modelRef);
      if (models.length === 0) return undefined;
      const messages = [
        { role: MessageRole.SYSTEM, content: `${task} ${RULES}` },
        { role: MessageRole.USER, content: paragraphs.join('\n\n') },
      ];
      return { kind, messages, targets: models.slice(0, 8), decisionId, playerId, params: { maxTokens: MAX_TOKENS } };
    } catch (error) {
      this.#options.logger.debug('no model for a narration', { error });
      return undefined;
    }
  }
}

function* ownWords({ id, paragraphs }: Narration, style: Style): Generator<LlmStreamChunk> {
  const text = retell(paragraphs, style);
  const pieces = wordPieces(text);
  for (const [at, piece] of pieces.entries()) {
    const chunk = { oneofKind: 'delta', delta: { text: piece } } as const;
    yield LlmStreamChunk.create({ streamId: id, sequence: BigInt(at), chunk });
  }
  const done = {
    finishReason: FinishReason.STOP,
    modelRef: EMBEDDED,
    provider: EMBEDDED,
    textSha256: createHash('sha256').update(pieces.join('')).digest('hex'),
  };
  const chunk = { oneofKind: 'done', done } as const;
  yield LlmStreamChunk.create({ streamId: id, sequence: BigInt(pieces.length), chunk });
}

/** The generator left in the middle: the chunk it should have ended with. */
function brokenOff({ streamId, sequence }: LlmStreamChunk): LlmStreamChunk {
  const failure = { reason: 'GENERATOR_LOST', message: 'the telling broke off', partial: true };
  return LlmStreamChunk.create({ streamId, sequence: sequence + 1n, chunk: { oneofKind: 'failure', failure } });
}
