import type { GenerateRequest } from '../domain/generation.js';
import { answerKey, isDetermined } from './answer-key.js';

const request: GenerateRequest = {
  kind: 'DIALOGUE',
  messages: [{ role: 'USER', content: 'Hello.' }],
  context: { slots: { player: 'Wren', place: 'Ash' }, tags: ['mood:wary'], facts: [] },
  params: { maxTokens: 10, stop: [], seed: 1n },
  targets: [],
};

describe('answerKey', () => {
  const key = answerKey(request, 'PLAYER', ['narrator:1']);

  it('is the same for the same request, whatever the order of its slots', () => {
    const slots = { place: 'Ash', player: 'Wren' };
    expect(answerKey({ ...request, context: { ...request.context, slots } }, 'PLAYER', ['narrator:1'])).toBe(key);
  });

  it.each([
    ['author', answerKey(request, 'SERVICE', ['narrator:1'])],
    ['version', answerKey(request, 'PLAYER', ['narrator:2'])],
    ['seed', answerKey({ ...request, params: { ...request.params, seed: 2n } }, 'PLAYER', ['narrator:1'])],
    ['words', answerKey({ ...request, messages: [{ role: 'USER', content: 'Hello!' }] }, 'PLAYER', ['narrator:1'])],
    ['role', answerKey({ ...request, messages: [{ role: 'SYSTEM', content: 'Hello.' }] }, 'PLAYER', ['narrator:1'])],
  ])('differs by the %s', (_what, other) => {
    expect(other).not.toBe(key);
  });
});

describe('isDetermined', () => {
  it.each([
    [{ seed: 0n }, true],
    [{ temperature: 0 }, true],
    [{ temperature: 0.1 }, false],
    [{}, false],
  ])('knows case %#', (params, expected) => {
    expect(isDetermined({ params: { maxTokens: 1, stop: [], ...params } })).toBe(expected);
  });
});
