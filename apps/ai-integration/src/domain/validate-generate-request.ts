import { invalidArgument } from '@bodybroker/domain';
import { CHAT_ROLES, GENERATION_KINDS, type GenerateRequest } from './generation.js';
import { MAX_TARGETS } from './choose-targets.js';

/** What one request may hold. Sizes are UTF-8 bytes. */
export const GENERATE_LIMITS = {
  promptBytes: 64 * 1024,
  messages: 64,
  maxTokens: 4096,
  temperature: 2,
  slots: 64,
  slotBytes: 8 * 1024,
  tags: 64,
  tagBytes: 128,
  facts: 100,
  stops: 4,
  stopBytes: 64,
  schemaBytes: 16 * 1024,
  targetBytes: 128,
} as const;

/**
 * Refuses what §1.1's limits do not allow, naming the field by its proto path. Whether the schema is a JSON Schema, and
 * whether a target exists, others know.
 *
 * @throws DomainError INVALID_ARGUMENT with `details.field`; reasons ENUM_UNSPECIFIED, BAD_JSON_SCHEMA or INVALID_FIELD
 */
export function validateGenerateRequest(request: GenerateRequest): void {
  const { kind, messages, context, params, targets } = request;
  if (!GENERATION_KINDS.includes(kind)) throw invalidArgument('kind', 'is needed', 'ENUM_UNSPECIFIED');
  if (messages.length === 0) throw invalidArgument('messages', 'needs at least one message');
  atMost('messages', messages.length, GENERATE_LIMITS.messages, 'messages');
  messages.forEach((message, index) => {
    if (!CHAT_ROLES.includes(message.role))
      throw invalidArgument(`messages[${index}].role`, 'is needed', 'ENUM_UNSPECIFIED');
  });
  if (messages.every((message) => message.content.trim() === ''))
    throw invalidArgument('messages[0].content', 'is empty');
  const promptBytes =
    messages.reduce((sum, message) => sum + bytes(message.content), 0) +
    context.facts.reduce((sum, fact) => sum + bytes(fact.text), 0);
  atMost('messages', promptBytes, GENERATE_LIMITS.promptBytes, 'bytes of messages and facts');

  const slots = Object.entries(context.slots);
  atMost('context.slots', slots.length, GENERATE_LIMITS.slots, 'slots');
  for (const [name, value] of slots)
    atMost(`context.slots["${name}"]`, bytes(value), GENERATE_LIMITS.slotBytes, 'bytes');
  atMost('context.tags', context.tags.length, GENERATE_LIMITS.tags, 'tags');
  context.tags.forEach((tag, index) => atMost(`context.tags[${index}]`, bytes(tag), GENERATE_LIMITS.tagBytes, 'bytes'));
  atMost('context.facts', context.facts.length, GENERATE_LIMITS.facts, 'facts');
  context.facts.forEach(({ weight }, index) => {
    if (!Number.isFinite(weight) || weight < 0)
      throw invalidArgument(`context.facts[${index}].weight`, 'must be 0 or more');
  });

  const { maxTokens, temperature, topP, stop, jsonSchema } = params;
  if (!Number.isInteger(maxTokens) || maxTokens < 1 || maxTokens > GENERATE_LIMITS.maxTokens)
    throw invalidArgument('params.max_tokens', `must be from 1 to ${GENERATE_LIMITS.maxTokens}`);
  if (temperature !== undefined && !(temperature >= 0 && temperature <= GENERATE_LIMITS.temperature))
    throw invalidArgument('params.temperature', `must be from 0 to ${GENERATE_LIMITS.temperature}`);
  if (topP !== undefined && !(topP > 0 && topP <= 1))
    throw invalidArgument('params.top_p', 'must be above 0 and at most 1');
  atMost('params.stop', stop.length, GENERATE_LIMITS.stops, 'texts');
  stop.forEach((text, index) => {
    if (text === '') throw invalidArgument(`params.stop[${index}]`, 'is empty');
    atMost(`params.stop[${index}]`, bytes(text), GENERATE_LIMITS.stopBytes, 'bytes');
  });
  if (kind === 'JSON' && jsonSchema === undefined)
    throw invalidArgument('params.json_schema', 'is needed for kind JSON');
  if (kind !== 'JSON' && jsonSchema !== undefined) throw invalidArgument('params.json_schema', 'is for kind JSON only');
  if (jsonSchema !== undefined) readJsonSchema(jsonSchema);

  atMost('targets', targets.length, MAX_TARGETS, 'targets');
  targets.forEach((target, index) => {
    if (target === '') throw invalidArgument(`targets[${index}]`, 'is empty');
    atMost(`targets[${index}]`, bytes(target), GENERATE_LIMITS.targetBytes, 'bytes');
  });
}

/** The schema of the request as a value. @throws DomainError INVALID_ARGUMENT, reason BAD_JSON_SCHEMA, when it is no JSON object or boolean */
export function readJsonSchema(text: string): boolean | object {
  const bad = (rule: string): Error => invalidArgument('params.json_schema', rule, 'BAD_JSON_SCHEMA');
  if (bytes(text) > GENERATE_LIMITS.schemaBytes) throw bad(`must have at most ${GENERATE_LIMITS.schemaBytes} bytes`);
  let schema: unknown;
  try {
    schema = JSON.parse(text);
  } catch {
    throw bad('is not JSON');
  }
  if (typeof schema === 'boolean') return schema;
  if (typeof schema !== 'object' || schema === null || Array.isArray(schema)) throw bad('is not a JSON Schema');
  return schema;
}

function atMost(field: string, value: number, limit: number, unit: string): void {
  if (value > limit) throw invalidArgument(field, `must have at most ${limit} ${unit}`);
}

function bytes(text: string): number {
  return Buffer.byteLength(text, 'utf8');
}
