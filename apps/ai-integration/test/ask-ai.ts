import { createHash } from 'node:crypto';
import { join } from 'node:path';
import {
  AiIntegrationServiceClient,
  GenerationKind,
  MessageRole,
  type LlmStreamChunk,
} from '@bodybroker/contracts-ai-integration';
import type { Client } from '@bodybroker/nats-sdk';
import type { HarnessOptions, ServiceHarness } from '@bodybroker/testing';
import { startHarness } from '@bodybroker/testing';
import { service } from '../src/service.js';

export type AiClient = Client<AiIntegrationServiceClient>;

type Prompt = NonNullable<Parameters<AiClient['generate']>[0]['prompt']>;

/** ai-integration as a component, with its own content and no pauses between words unless asked for. */
export function startAi(
  { environment, ...options }: HarnessOptions = {},
  definition: typeof service = service,
): Promise<ServiceHarness> {
  return startHarness(definition, {
    contentPath: join(__dirname, '../content'),
    environment: { BB_STREAM_CHUNK_MS: '0', ...environment },
    ...options,
  });
}

export function asPlayer(harness: ServiceHarness, id = 'p1'): AiClient {
  return harness.client(AiIntegrationServiceClient, { actor: { kind: 'player', id } });
}

export function asService(harness: ServiceHarness): AiClient {
  return harness.client(AiIntegrationServiceClient, { actor: { kind: 'service', id: 'npc-behavior' } });
}

/** A line of dialogue. */
export function dialogue(content: string, more: Prompt = {}): { prompt: Prompt } {
  return {
    prompt: { kind: GenerationKind.DIALOGUE, messages: [{ role: MessageRole.USER, content }], ...more },
  };
}

export async function readAll(stream: AsyncIterable<LlmStreamChunk>): Promise<LlmStreamChunk[]> {
  const chunks: LlmStreamChunk[] = [];
  for await (const chunk of stream) chunks.push(chunk);
  return chunks;
}

export function textOf(chunks: readonly LlmStreamChunk[]): string {
  return chunks.map(({ chunk }) => (chunk.oneofKind === 'delta' ? chunk.delta.text : '')).join('');
}

export function kindsOf(chunks: readonly LlmStreamChunk[]): readonly (string | undefined)[] {
  return chunks.map(({ chunk }) => chunk.oneofKind).filter((kind) => kind !== 'heartbeat');
}

export function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

/** Fails unless a call is refused for this reason. */
export function refused(reason: string): object {
  return expect.objectContaining({ reason }) as object;
}
