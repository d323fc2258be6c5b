import {
  CircuitState,
  FinishReason,
  GenerationFailed,
  GenerationKind,
  GenerationStatus,
  MessageRole,
  ProviderStateChanged,
} from '@bodybroker/contracts-ai-integration';
import { Struct } from '@bodybroker/contracts-common';
import { EventPublisher, createRawEvent } from '@bodybroker/nats-sdk';
import { ManualClock, publishedEvents, type ServiceHarness } from '@bodybroker/testing';
import { setTimeout as delay } from 'node:timers/promises';
import {
  asPlayer,
  asService,
  dialogue,
  kindsOf,
  readAll,
  refused,
  sha256,
  startAi,
  textOf,
  type AiClient,
} from './ask-ai.js';
import { data, delta, neverAnswer, refuse, say, sayForever, sendRaw, startStubLlm, type StubLlm } from './stub-llm.js';

describe('ai-integration before an endpoint', () => {
  let llm: StubLlm;
  let harness: ServiceHarness;
  let player: AiClient;

  beforeEach(async () => {
    llm = await startStubLlm();
    harness = await startAi({
      clock: new ManualClock(),
      environment: {
        BB_LLM_BASE_URL: llm.baseUrl,
        BB_LLM_API_KEY: 'key-1',
        BB_LLM_MODEL: 'tiny',
        BB_LLM_IDLE_MS: '200',
        BB_LLM_OUTPUT_PRICE: '1000000',
      },
    });
    player = asPlayer(harness);
  });

  afterEach(async () => {
    await harness.stop();
    await llm.stop();
  });

  const remoteOnly = { targets: ['remote'] };
  const stream = (more: Parameters<typeof dialogue>[1] = remoteOnly) =>
    readAll(player.generateStream(dialogue('Hello.', more)));
  const endpointOf = (id: string) => async () =>
    (await player.listProviders({})).providers.find((provider) => provider.id === id);

  it('asks the endpoint first, with its key, model and what the player said between delimiters', async () => {
    llm.behave(say('A bone for you.'));
    const generation = await player.generate(dialogue('Sell me a bone.', { params: { maxTokens: 50, seed: -1n } }));
    expect(generation).toMatchObject({
      text: 'A bone for you.',
      provider: 'remote',
      modelRef: 'remote:1',
      usage: { promptTokens: 11, completionTokens: 7, costMicros: 7n },
      attempts: [{ target: 'remote', error: '' }],
    });
    const [request] = llm.requests;
    expect(request).toMatchObject({ path: '/v1/chat/completions', authorization: 'Bearer key-1' });
    expect(request?.body).toMatchObject({ model: 'tiny', max_tokens: 50, stream: false, seed: 2 ** 31 - 1 });
    const messages = request?.body['messages'] as readonly { role: string; content: string }[];
    expect(messages.at(-1)).toEqual({ role: 'user', content: '<player_text>\nSell me a bone.\n</player_text>' });
  });

  it.each(['whole', 'stream'])('asks again after 500 and lists both tries (%s)', async (way) => {
    llm.behave(refuse(500, '<html>'), say('Better now.'));
    if (way === 'stream') {
      const chunks = await stream();
      expect(textOf(chunks)).toBe('Better now.');
      expect(kindsOf(chunks).at(-1)).toBe('done');
      return;
    }
    const { text, attempts } = await player.generate(dialogue('Hello.', remoteOnly));
    expect(text).toBe('Better now.');
    expect(attempts).toEqual([
      { target: 'remote', error: 'HTTP_500' },
      { target: 'remote', error: '' },
    ]);
  });

  it('waits as long as the endpoint wants after 429', async () => {
    llm.behave(refuse(429, '', { 'retry-after': '1' }), say('Now.'));
    const startedMs = performance.now();
    expect((await player.generate(dialogue('Hello.', remoteOnly))).text).toBe('Now.');
    expect(performance.now() - startedMs).toBeGreaterThanOrEqual(950);
  });

  it('does not wait for an endpoint that wants too much', async () => {
    llm.behave(refuse(429, '', { 'retry-after': '3600' }));
    expect(await player.generate(dialogue('Hello.'))).toMatchObject({
      provider: 'embedded',
      attempts: [
        { target: 'remote', error: 'HTTP_429' },
        { target: 'embedded', error: '' },
      ],
    });
  });

  it.each([400, 401, 403, 404])('never asks again after %s, but another model', async (status) => {
    llm.behave(refuse(status, 'not json'));
    expect(await player.generate(dialogue('Hello.'))).toMatchObject({ provider: 'embedded' });
    expect(llm.requests).toHaveLength(1);
    await expect(player.generate(dialogue('Hello.', remoteOnly))).rejects.toMatchObject({
      code: 'UNAVAILABLE',
      reason: 'NO_PROVIDER',
      details: { attempts: `remote=HTTP_${status}` },
    });
  });

  it('fails a stream before its first word as a call, and leaves its end in the log', async () => {
    llm.behave(refuse(401));
    await expect(stream()).rejects.toEqual(refused('NO_PROVIDER'));
    const [failed] = await publishedEvents(harness.broker, GenerationFailed, 1);
    expect(failed?.payload).toMatchObject({ target: 'remote', code: 'NO_PROVIDER' });
    const streamId = failed?.payload.generationId ?? '';
    expect(kindsOf(await readAll(player.resumeStream({ streamId, afterSequence: -1n })))).toEqual(['failure']);
  });

  it('ends a stream that died after three words as partial, with no other model going on', async () => {
    llm.behave(sendRaw([delta('One '), delta('two '), delta('three ')], 'cut'));
    const chunks = await stream({});
    expect(textOf(chunks)).toBe('One two three ');
    expect(chunks.at(-1)?.chunk).toMatchObject({ failure: { reason: 'PROVIDER_FAILED', partial: true } });
    expect(kindsOf(chunks)).toEqual(['delta', 'delta', 'delta', 'failure']);
    const generationId = chunks[0]?.streamId ?? '';
    expect(await player.getGeneration({ generationId })).toMatchObject({
      status: GenerationStatus.ERROR,
      textSoFar: 'One two three ',
      finishReason: FinishReason.ERROR,
    });
    expect(llm.requests).toHaveLength(1);
  });

  it('asks again when a whole reply broke off: nobody has seen its words', async () => {
    llm.behave(sendRaw([delta('One '), delta('two ')], 'cut'), say('Whole.'));
    await expect(player.generate(dialogue('Hello.', remoteOnly))).resolves.toMatchObject({ text: 'Whole.' });
  });

  it.each([
    [
      'comments, CRLF and split lines',
      [': hi\r\n\r\nda', 'ta: {"choices":[{"delta":{"content":"Yes."}}]}\r', '\n\r\n', data('[DONE]')],
    ],
    [
      'null choices with the usage',
      [delta('Yes.'), data({ choices: null, usage: { prompt_tokens: 1, completion_tokens: 2 } }), data('[DONE]')],
    ],
    [
      'no choices with the usage',
      [delta('Yes.'), data({ usage: { prompt_tokens: 1, completion_tokens: 2 } }), data('[DONE]')],
    ],
    [
      'reasoning beside the words',
      [data({ choices: [{ delta: { reasoning_content: 'hm', content: null } }] }), delta('Yes.'), data('[DONE]')],
    ],
    ['an end without [DONE]', [delta('Yes.'), data({ choices: [{ delta: {}, finish_reason: 'stop' }] })]],
  ])('takes a stream with %s', async (_name, pieces) => {
    llm.behave(sendRaw(pieces));
    const chunks = await stream();
    expect(textOf(chunks)).toBe('Yes.');
    expect(chunks.at(-1)?.chunk).toMatchObject({ done: { provider: 'remote', textSha256: sha256('Yes.') } });
  });

  it('estimates the usage that an endpoint does not tell', async () => {
    llm.behave(say('Five words are in here.', { usage: null }));
    const { usage } = await player.generate(dialogue('Hello.', remoteOnly));
    expect(usage?.completionTokens).toBeGreaterThanOrEqual(5);
    expect(usage?.promptTokens).toBeGreaterThan(20);
  });

  it.each([
    ['garbage', sendRaw([data('{nonsense')]), 'MALFORMED'],
    ['silence', neverAnswer, 'TIMEOUT'],
    ['an empty reply', say(''), 'MALFORMED'],
    ['a stream that hangs', sendRaw([': hi\n\n'], 'hang'), 'TIMEOUT'],
  ])('gives up on %s and asks the next model', async (_name, behaviour, error) => {
    llm.behave(behaviour);
    const { provider, attempts } = await player.generate(dialogue('Hello.'));
    expect(provider).toBe('embedded');
    expect(attempts[0]).toEqual({ target: 'remote', error });
  });

  it('retries an error told inside the stream', async () => {
    llm.behave(sendRaw([data({ error: { message: 'overloaded', code: 503 } })]), say('Fine.'));
    expect(textOf(await stream())).toBe('Fine.');
  });

  it('lets go of the endpoint when the reader goes', async () => {
    llm.behave(sayForever(10));
    const going = new AbortController();
    const reading = (async () => {
      for await (const { sequence } of player.generateStream(dialogue('Hello.', remoteOnly), { signal: going.signal }))
        if (sequence > 3n) going.abort();
    })();
    await expect(reading).rejects.toMatchObject({ code: 'CANCELLED' });
    await llm.requests[0]?.closed;
    await delay(50);
    const [failed] = await publishedEvents(harness.broker, GenerationFailed, 1);
    expect(failed?.payload).toMatchObject({ code: 'CANCELLED', target: 'remote' });
  });

  it('stops before a word that no text may have', async () => {
    llm.behave(sendRaw([delta('Write to '), delta('a@b.exa'), delta('mple now.'), data('[DONE]')]));
    const chunks = await stream();
    expect(textOf(chunks)).toBe('Write to ');
    expect(chunks.at(-1)?.chunk).toMatchObject({ done: { finishReason: FinishReason.CONTENT_FILTER } });
  });

  describe('with a JSON schema', () => {
    const ask = {
      prompt: {
        kind: GenerationKind.JSON,
        messages: [{ role: MessageRole.USER, content: 'A price.' }],
        targets: ['remote'],
        params: {
          jsonSchema: Struct.fromJson({
            type: 'object',
            required: ['price'],
            properties: { price: { type: 'integer' } },
          }),
        },
      },
    };

    it('lets the model put its reply right once', async () => {
      llm.behave(say('{"price":"dear"}'), say('```json\n{"price": 3}\n```'));
      const { text, usage } = await player.generate(ask);
      expect(JSON.parse(text)).toEqual({ price: 3 });
      expect(usage?.completionTokens).toBe(14);
      expect(llm.requests[1]?.body['response_format']).toEqual({ type: 'json_object' });
      expect(JSON.stringify(llm.requests[1]?.body['messages'])).toContain('must be integer');
    });

    it('refuses a reply that fits neither time', async () => {
      llm.behave(say('no'));
      await expect(player.generate(ask)).rejects.toMatchObject({
        code: 'FAILED_PRECONDITION',
        reason: 'OUTPUT_SCHEMA',
      });
      expect(llm.requests).toHaveLength(2);
      await expect(readAll(player.generateStream(ask))).rejects.toEqual(refused('OUTPUT_SCHEMA'));
    });
  });

  it('leaves an endpoint alone that failed five times, and says so', async () => {
    llm.behave(refuse(500));
    await player.generate(dialogue('Hello.'));
    await player.generate(dialogue('Hello.'));
    expect(llm.requests).toHaveLength(5);
    const { attempts, provider } = await player.generate(dialogue('Hello.'));
    expect([provider, attempts[0]]).toEqual(['embedded', { target: 'remote', error: 'CIRCUIT_OPEN' }]);
    expect(llm.requests).toHaveLength(5);
    expect(await endpointOf('remote')()).toMatchObject({ circuitState: CircuitState.OPEN, models: ['remote'] });
    const [changed] = await publishedEvents(harness.broker, ProviderStateChanged, 1);
    expect(changed?.payload).toEqual({ provider: 'remote', state: CircuitState.OPEN });
  });

  it('embeds by the endpoint when its model is asked for', async () => {
    llm.behave((response) => {
      response.end(
        JSON.stringify({
          data: [
            { index: 1, embedding: [0, 1] },
            { index: 0, embedding: [1, 0] },
          ],
        }),
      );
    }, refuse(500));
    const ask = { texts: ['a', 'b'], modelRef: 'remote' };
    expect(await asService(harness).embed(ask)).toEqual({
      vectors: [{ values: [1, 0] }, { values: [0, 1] }],
      modelRef: 'remote:1',
      dimensions: 2,
    });
    await expect(asService(harness).embed(ask)).rejects.toEqual(refused('NO_PROVIDER'));
  });

  describe('hearing of the mode of the server', () => {
    const tell = async (mode: string, contentType: 'application/json' | 'application/protobuf'): Promise<void> => {
      const numbers: Record<string, number> = { NORMAL: 1, ECONOMY: 2, EMERGENCY: 3 };
      const payload =
        contentType === 'application/json'
          ? Buffer.from(JSON.stringify({ mode, reasons: ['load'] }))
          : Uint8Array.of(8, numbers[mode] ?? 0);
      const events = new EventPublisher(harness.broker.events);
      await events.publish(
        createRawEvent(
          { type: 'sys.perf.mode_changed', schemaVersion: 1, payload, contentType },
          {
            source: 'performance-mode',
            clock: harness.clock,
            entityId: 'server',
            eventId: `mode-${mode}-${contentType}`,
          },
        ),
      );
      await delay(200);
    };

    it('halves max_tokens in ECONOMY', async () => {
      llm.behave(say('Yes.'));
      await tell('ECONOMY', 'application/protobuf');
      await player.generate(dialogue('Hello.', { params: { maxTokens: 100 } }));
      expect(llm.requests[0]?.body['max_tokens']).toBe(50);
    });

    it('uses the embedded generator only in EMERGENCY', async () => {
      await tell('EMERGENCY', 'application/json');
      expect(await player.generate(dialogue('Hello.', remoteOnly))).toMatchObject({ provider: 'embedded' });
      expect(llm.requests).toHaveLength(0);
    });
  });

  it('does not mind a change of a deployment', async () => {
    const events = new EventPublisher(harness.broker.events);
    const type = 'sys.model.deployment_changed';
    await events.publish(
      createRawEvent(
        { type, schemaVersion: 1, payload: new Uint8Array(), contentType: 'application/protobuf' },
        { source: 'model-management', clock: harness.clock, entityId: 'narrator', entityVersion: 2 },
      ),
    );
    await delay(50);
    llm.behave(say('Yes.'));
    expect((await player.generate(dialogue('Hello.'))).text).toBe('Yes.');
  });
});
