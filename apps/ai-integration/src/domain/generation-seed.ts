import { textHash } from '@bodybroker/grammar';
import type { GenerateRequest } from './generation.js';

/**
 * What the embedded generator draws from: the request's own seed, else a hash of everything it was asked, so that the
 * same request has the same text.
 */
export function generationSeed(request: GenerateRequest): string {
  if (request.params.seed !== undefined) return `seed:${request.params.seed}`;
  const { kind, messages, context } = request;
  const slots = Object.entries(context.slots).sort(([left], [right]) => (left < right ? -1 : 1));
  const asked = JSON.stringify([
    kind,
    messages.map((message) => [message.role, message.content]),
    slots,
    context.tags,
    context.facts.map((fact) => [fact.text, fact.weight]),
  ]);
  return `asked:${textHash(asked)}`;
}
