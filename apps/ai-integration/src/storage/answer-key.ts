import { createHash } from 'node:crypto';
import type { GenerateRequest } from '../domain/generation.js';
import type { PromptAuthor } from '../domain/lay-out-prompt.js';

/** Whether equal requests should have equal answers: there is a seed, or nothing is left to chance. */
export function isDetermined({ params }: Pick<GenerateRequest, 'params'>): boolean {
  return params.seed !== undefined || params.temperature === 0;
}

/** What an answer is found again by: a sha256 over all that it depends on. */
export function answerKey(request: GenerateRequest, author: PromptAuthor, modelRefs: readonly string[]): string {
  const { kind, messages, context, params } = request;
  const { maxTokens, temperature, topP, seed, stop, jsonSchema } = params;
  const asked = [
    kind,
    author,
    messages.map(({ role, content }) => [role, content]),
    Object.entries(context.slots).sort(([left], [right]) => (left < right ? -1 : 1)),
    context.tags,
    context.facts.map(({ text, weight }) => [text, weight]),
    [maxTokens, temperature ?? null, topP ?? null, seed?.toString() ?? null, stop, jsonSchema ?? null],
    modelRefs,
  ];
  return createHash('sha256').update(JSON.stringify(asked)).digest('hex');
}
