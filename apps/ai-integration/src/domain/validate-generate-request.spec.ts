import { DomainError } from '@bodybroker/domain';
import type { GenerateRequest } from './generation.js';
import { GENERATE_LIMITS, readJsonSchema, validateGenerateRequest } from './validate-generate-request.js';

const VALID: GenerateRequest = {
  kind: 'DIALOGUE',
  messages: [{ role: 'USER', content: 'Hello' }],
  context: { slots: { player: 'Mott' }, tags: ['mood:cold'], facts: [{ id: 'f', text: 'A fact.', weight: 0 }] },
  params: { maxTokens: 100, temperature: 2, topP: 1, stop: ['\n'] },
  targets: ['embedded'],
};

function refusal(change: (request: GenerateRequest) => GenerateRequest): DomainError | undefined {
  try {
    validateGenerateRequest(change(VALID));
  } catch (error) {
    if (error instanceof DomainError) return error;
    throw error;
  }
  return undefined;
}

const params = (more: Partial<GenerateRequest['params']>) => (request: GenerateRequest) => ({
  ...request,
  params: { ...request.params, ...more },
});
const context = (more: Partial<GenerateRequest['context']>) => (request: GenerateRequest) => ({
  ...request,
  context: { ...request.context, ...more },
});
const messages = (list: GenerateRequest['messages']) => (request: GenerateRequest) => ({ ...request, messages: list });
const said = (content: string, count = 1): GenerateRequest['messages'] =>
  Array.from({ length: count }, () => ({ role: 'USER' as const, content }));

describe('validateGenerateRequest', () => {
  it('lets a request at the limits pass', () => {
    expect(refusal((request) => request)).toBeUndefined();
    expect(refusal(messages(said('x'.repeat(1000), 64)))).toBeUndefined();
    expect(refusal(params({ maxTokens: 4096, temperature: 0 }))).toBeUndefined();
    expect(refusal(params({ maxTokens: 1 }))).toBeUndefined();
    expect(
      refusal((request) => ({ ...params({ jsonSchema: '{"type":"object"}' })(request), kind: 'JSON' })),
    ).toBeUndefined();
  });

  it.each<[string, string, (request: GenerateRequest) => GenerateRequest]>([
    ['kind', 'ENUM_UNSPECIFIED', (request) => ({ ...request, kind: 'KIND_UNSPECIFIED' as never })],
    ['messages', 'INVALID_FIELD', messages([])],
    ['messages', 'INVALID_FIELD', messages(said('x', 65))],
    ['messages', 'INVALID_FIELD', messages(said('é'.repeat(32_769)))],
    [
      'messages[1].role',
      'ENUM_UNSPECIFIED',
      messages([...said('x'), { role: 'ROLE_UNSPECIFIED' as never, content: 'x' }]),
    ],
    ['messages[0].content', 'INVALID_FIELD', messages(said(' \n'))],
    ['params.max_tokens', 'INVALID_FIELD', params({ maxTokens: 0 })],
    ['params.max_tokens', 'INVALID_FIELD', params({ maxTokens: 4097 })],
    ['params.max_tokens', 'INVALID_FIELD', params({ maxTokens: NaN })],
    ['params.temperature', 'INVALID_FIELD', params({ temperature: 2.1 })],
    ['params.temperature', 'INVALID_FIELD', params({ temperature: -0.1 })],
    ['params.temperature', 'INVALID_FIELD', params({ temperature: NaN })],
    ['params.top_p', 'INVALID_FIELD', params({ topP: 0 })],
    ['params.top_p', 'INVALID_FIELD', params({ topP: 1.1 })],
    ['params.stop', 'INVALID_FIELD', params({ stop: ['a', 'b', 'c', 'd', 'e'] })],
    ['params.stop[1]', 'INVALID_FIELD', params({ stop: ['a', ''] })],
    ['params.json_schema', 'INVALID_FIELD', params({ jsonSchema: '{}' })],
    ['params.json_schema', 'INVALID_FIELD', (request) => ({ ...request, kind: 'JSON' })],
    ['params.json_schema', 'BAD_JSON_SCHEMA', (request) => ({ ...params({ jsonSchema: '{' })(request), kind: 'JSON' })],
    [
      'context.slots',
      'INVALID_FIELD',
      context({ slots: Object.fromEntries(Array.from({ length: 65 }, (_, n) => [`s${n}`, ''])) }),
    ],
    ['context.slots["x"]', 'INVALID_FIELD', context({ slots: { x: 'y'.repeat(8193) } })],
    ['context.tags', 'INVALID_FIELD', context({ tags: new Array<string>(65).fill('a') })],
    ['context.tags[0]', 'INVALID_FIELD', context({ tags: ['x'.repeat(129)] })],
    [
      'context.facts',
      'INVALID_FIELD',
      context({ facts: Array.from({ length: 101 }, () => ({ id: '', text: '', weight: 0 })) }),
    ],
    ['context.facts[0].weight', 'INVALID_FIELD', context({ facts: [{ id: '', text: '', weight: -1 }] })],
    ['messages', 'INVALID_FIELD', context({ facts: [{ id: '', text: 'x'.repeat(65_536), weight: 0 }] })],
    ['targets', 'INVALID_FIELD', (request) => ({ ...request, targets: new Array<string>(9).fill('m') })],
    ['targets[0]', 'INVALID_FIELD', (request) => ({ ...request, targets: [''] })],
  ])('names %s (%s)', (field, reason, change) => {
    const error = refusal(change);
    expect(error?.code).toBe('INVALID_ARGUMENT');
    expect(error?.reason).toBe(reason);
    expect(error?.details['field']).toBe(field);
  });
});

describe('readJsonSchema', () => {
  it.each(['', '[]', '7', 'null', '"x"', `{"a":"${'x'.repeat(GENERATE_LIMITS.schemaBytes)}"}`])(
    'refuses %.20s',
    (text) => {
      expect(() => readJsonSchema(text)).toThrow(expect.objectContaining({ reason: 'BAD_JSON_SCHEMA' }) as Error);
    },
  );

  it('reads objects and booleans', () => {
    expect(readJsonSchema('{"type":"null"}')).toEqual({ type: 'null' });
    expect(readJsonSchema('true')).toBe(true);
  });
});
