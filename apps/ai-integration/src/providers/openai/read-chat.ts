import type { Completion } from '../provider.js';
import { ProviderFailedError } from '../provider-failed-error.js';

/** What one JSON object of a chat reply says: a whole reply, or a piece of a stream. Everything may be missing. */
export interface ChatPiece {
  readonly text: string;
  readonly finishReason: Completion['finishReason'] | undefined;
  readonly usage: Completion['usage'] | undefined;
}

const FINISH_REASONS: Readonly<Record<string, Completion['finishReason']>> = {
  length: 'LENGTH',
  content_filter: 'CONTENT_FILTER',
};

/**
 * Reads what servers make of a chat completion: `choices` empty, null or absent, in a stream with `delta`, else with `message`;
 * usage or none. Reasoning is left out.
 * @throws ProviderFailedError when it is no JSON object, or tells of an error
 */
export function readChat(json: string): ChatPiece {
  const body = parse(json);
  const error = objectOf(body['error']);
  if (error !== undefined) throw new ProviderFailedError({ kind: 'http', status: statusOf(error['code']) });
  const choice = objectOf(Array.isArray(body['choices']) ? (body['choices'] as unknown[])[0] : undefined);
  const said = objectOf(choice?.['delta']) ?? objectOf(choice?.['message']);
  const content = said?.['content'];
  const finished = choice?.['finish_reason'];
  return {
    text: typeof content === 'string' ? content : '',
    finishReason: typeof finished === 'string' && finished !== '' ? (FINISH_REASONS[finished] ?? 'STOP') : undefined,
    usage: readUsage(objectOf(body['usage'])),
  };
}

function readUsage(usage: Readonly<Record<string, unknown>> | undefined): Completion['usage'] | undefined {
  const promptTokens = usage?.['prompt_tokens'];
  const completionTokens = usage?.['completion_tokens'];
  return isCount(promptTokens) && isCount(completionTokens) ? { promptTokens, completionTokens } : undefined;
}

function parse(json: string): Readonly<Record<string, unknown>> {
  let value: unknown;
  try {
    value = JSON.parse(json);
  } catch {
    throw new ProviderFailedError({ kind: 'malformed' });
  }
  const body = objectOf(value);
  if (body === undefined) throw new ProviderFailedError({ kind: 'malformed' });
  return body;
}

function statusOf(code: unknown): number {
  return Number.isInteger(code) && Number(code) >= 400 && Number(code) <= 599 ? Number(code) : 500;
}

function isCount(value: unknown): value is number {
  return Number.isInteger(value) && Number(value) >= 0 && Number(value) < 2 ** 31;
}

function objectOf(value: unknown): Readonly<Record<string, unknown>> | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Readonly<Record<string, unknown>>)
    : undefined;
}
