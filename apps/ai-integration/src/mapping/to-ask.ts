import { enumName, toJsonObject } from '@bodybroker/service-kit';
import {
  CacheMode as WireCacheMode,
  GenerationKind as WireKind,
  MessageRole,
  type GenerationParams as WireParams,
  type GenerationPrompt,
} from '@bodybroker/contracts-ai-integration';
import type { CallContext } from '@bodybroker/nats-sdk';
import { invalidArgument } from '@bodybroker/domain';
import { CHAT_ROLES, GENERATION_KINDS, type GenerationParams } from '../domain/generation.js';
import { CACHE_MODES, type Ask } from '../generating/ask.js';
import { callerOf } from './caller-of.js';

/** What max_tokens = 0 stands for. */
export const DEFAULT_MAX_TOKENS = 256;

/** Reads a prompt. @throws DomainError INVALID_ARGUMENT; PERMISSION_DENIED NOT_YOUR_PLAYER */
export function toAsk(prompt: GenerationPrompt | undefined, context: Pick<CallContext, 'actor'>): Ask {
  if (prompt === undefined) throw invalidArgument('prompt', 'is needed');
  const { kind, messages, context: about, targets, params, decisionId, cacheMode } = prompt;
  return {
    request: {
      kind: enumName(WireKind, kind, GENERATION_KINDS, 'prompt.kind'),
      messages: messages.map(({ role, content }, index) => ({
        role: enumName(MessageRole, role, CHAT_ROLES, `prompt.messages[${index}].role`),
        content,
      })),
      context: { slots: about?.slots ?? {}, tags: about?.tags ?? [], facts: about?.facts ?? [] },
      params: toParams(params),
      targets,
    },
    caller: callerOf(context, prompt.playerId),
    decisionId,
    cacheMode:
      cacheMode === WireCacheMode.UNSPECIFIED
        ? 'DEFAULT'
        : enumName(WireCacheMode, cacheMode, CACHE_MODES, 'prompt.cache_mode'),
  };
}

function toParams(params: WireParams | undefined): GenerationParams {
  const { maxTokens = 0, temperature, topP, seed, stop = [], jsonSchema } = params ?? {};
  return {
    maxTokens: maxTokens === 0 ? DEFAULT_MAX_TOKENS : maxTokens,
    stop,
    ...(temperature === undefined ? {} : { temperature }),
    ...(topP === undefined ? {} : { topP }),
    ...(seed === undefined ? {} : { seed }),
    ...(jsonSchema === undefined ? {} : { jsonSchema: JSON.stringify(toJsonObject(jsonSchema, 'params.json_schema')) }),
  };
}
