import { failedPrecondition } from '@bodybroker/domain';
import type { Answer } from '../domain/answer.js';
import { costOf } from '../domain/cost-of.js';
import { splitIntoChunks } from '../domain/split-into-chunks.js';
import { WordGate } from '../domain/word-gate.js';
import type { ResolvedModel } from '../providers/model-resolver.js';
import type { Completion, Provider, ProviderCall } from '../providers/provider.js';
import { ProviderFailedError } from '../providers/provider-failed-error.js';
import type { Deps } from '../deps.js';
import type { JsonCheck } from './check-json.js';
import type { GenerationPlan } from './plan-generation.js';
import { Utterance } from './utterance.js';

/** How words are to come, and where they go. */
export interface Delivery {
  readonly delivery: ProviderCall['delivery'];
  say(words: string): void;
}

interface Reply extends Completion {
  readonly text: string;
}

/**
 * One try at one model. JSON is looked at before anybody sees it, and has one chance to be put right.
 * @throws ProviderFailedError; DomainError FAILED_PRECONDITION OUTPUT_SCHEMA; the signal's reason
 */
export async function askModel(
  { providers }: Pick<Deps, 'providers'>,
  plan: GenerationPlan,
  model: ResolvedModel,
  { delivery, say }: Delivery,
  signal: AbortSignal,
): Promise<Answer> {
  const provider = providers.of(model);
  const { request, caller, checkJson } = plan;
  const call: ProviderCall = { request, author: caller.author, model: model.remoteModel, delivery };
  const reply =
    checkJson === undefined
      ? await replyOf(provider, call, say, signal)
      : await jsonReply(provider, { ...call, delivery: 'WHOLE' }, checkJson, signal);
  if (checkJson !== undefined) splitIntoChunks(reply.text).forEach(say);
  return {
    text: reply.text,
    finishReason: reply.finishReason,
    usage: { ...reply.usage, costMicros: costOf(reply.usage, model.price) },
    modelRef: model.modelRef,
    provider: provider.id,
  };
}

async function replyOf(
  provider: Provider,
  call: ProviderCall,
  say: (words: string) => void,
  signal: AbortSignal,
): Promise<Reply> {
  const utterance = new Utterance(say, provider.kind === 'EMBEDDED' ? undefined : new WordGate());
  const { finishReason, usage } = await provider.generate(call, utterance.push, signal);
  utterance.end();
  return { text: utterance.text, finishReason: utterance.cut ?? finishReason, usage };
}

async function jsonReply(
  provider: Provider,
  call: ProviderCall,
  check: JsonCheck,
  signal: AbortSignal,
): Promise<Reply> {
  const toNobody = (): void => undefined;
  const first = await replyOf(provider, call, toNobody, signal);
  if (first.finishReason === 'CONTENT_FILTER') throw new ProviderFailedError({ kind: 'malformed' });
  const verdict = check(first.text);
  if (verdict.fits) return { ...first, text: verdict.text };
  const repair = { reply: first.text, problems: verdict.problems };
  const second = await replyOf(provider, { ...call, repair }, toNobody, signal);
  const last = check(second.text);
  if (!last.fits) {
    throw failedPrecondition('OUTPUT_SCHEMA', 'the reply does not fit the schema, also when asked again', {
      problem: last.problems,
    });
  }
  const usage = {
    promptTokens: first.usage.promptTokens + second.usage.promptTokens,
    completionTokens: first.usage.completionTokens + second.usage.completionTokens,
  };
  return { ...second, text: last.text, usage };
}
