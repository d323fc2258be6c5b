import {
  CacheMode,
  CircuitState,
  FinishReason,
  GenerationCompleted,
  GenerationFailed,
  GenerationKind,
  GenerationStatus,
  MessageRole,
  ModerationPolicy,
  ProviderKind,
  type LlmStreamChunk,
} from '@bodybroker/contracts-ai-integration';
import { Struct } from '@bodybroker/contracts-common';
import { ManualClock, createTestBroker, publishedEvents, type ServiceHarness } from '@bodybroker/testing';
import { MemoryStore } from '@bodybroker/storage';
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

const wallClock = { now: () => Math.trunc(performance.timeOrigin + performance.now()) };

describe('ai-integration without an endpoint', () => {
  let harness: ServiceHarness;
  let player: AiClient;
  let clock: ManualClock;

  const start = async (environment: Record<string, string> = {}): Promise<void> => {
    clock = new ManualClock();
    harness = await startAi({ environment, clock });
    player = asPlayer(harness);
  };

  afterEach(() => harness.stop());

  it('answers from the embedded generator: one seed one text, other seeds other texts', async () => {
    await start();
    const say = async (seed: bigint, cacheMode = CacheMode.BYPASS) =>
      player.generate(dialogue('What do you sell?', { params: { seed }, cacheMode }));
    const [first, again] = [await say(1n), await say(1n)];
    expect(first).toMatchObject({
      provider: 'embedded',
      modelRef: 'narrator:1',
      finishReason: FinishReason.STOP,
      cached: false,
      attempts: [{ target: 'narrator@champion', error: '' }],
    });
    expect(first.text).not.toBe('');
    expect(again.text).toBe(first.text);
    expect(again.generationId).not.toBe(first.generationId);
    const others = await Promise.all([2n, 3n, 4n, 5n].map(async (seed) => (await say(seed)).text));
    expect(new Set([first.text, ...others]).size).toBeGreaterThan(1);
  });

  it('streams the same text in order, with one end and its hash', async () => {
    await start();
    const ask = dialogue('What do you sell?', { params: { seed: 7n }, cacheMode: CacheMode.BYPASS });
    const whole = await player.generate(ask);
    const chunks = await readAll(player.generateStream(ask));
    expect(chunks.map(({ sequence }) => Number(sequence))).toEqual(chunks.map((_, index) => index));
    expect(textOf(chunks)).toBe(whole.text);
    expect(kindsOf(chunks).slice(-2)).toEqual(['usage', 'done']);
    expect(kindsOf(chunks).filter((kind) => kind === 'done')).toHaveLength(1);
    expect(chunks.at(-1)?.chunk).toMatchObject({
      done: { provider: 'embedded', finishReason: FinishReason.STOP, textSha256: sha256(whole.text) },
    });
    expect(new Set(chunks.map(({ streamId }) => streamId)).size).toBe(1);
  });

  it('says CANCELLED within a second when the reader has gone', async () => {
    await start({ BB_STREAM_CHUNK_MS: '200' });
    const going = new AbortController();
    let id = '';
    const reading = (async () => {
      for await (const chunk of player.generateStream(dialogue('Tell me everything.'), { signal: going.signal })) {
        id = chunk.streamId;
        going.abort();
      }
    })();
    await expect(reading).rejects.toMatchObject({ code: 'CANCELLED' });
    await delay(300);
    expect(await player.getGeneration({ generationId: id })).toMatchObject({
      status: GenerationStatus.CANCELLED,
      finishReason: FinishReason.CANCELLED,
    });
    const [failed] = await publishedEvents(harness.broker, GenerationFailed, 1);
    expect(failed?.payload).toMatchObject({ generationId: id, code: 'CANCELLED' });
  });

  it('counts a call whose time ran out as cancelled', async () => {
    await start({ BB_STREAM_CHUNK_MS: '500' });
    const ids = new Set<string>();
    const reading = (async () => {
      for await (const { streamId } of player.generateStream(dialogue('Tell me.'), { timeoutMs: 250 }))
        ids.add(streamId);
    })();
    await expect(reading).rejects.toMatchObject({ code: 'DEADLINE_EXCEEDED' });
    await delay(200);
    const [id = ''] = ids;
    expect(await player.getGeneration({ generationId: id })).toMatchObject({ status: GenerationStatus.CANCELLED });
  });

  it('refuses the fifth stream of a player, not of another, and takes one again when one has ended', async () => {
    await start({ BB_STREAM_CHUNK_MS: '1000' });
    const open = (client: AiClient): AsyncIterator<LlmStreamChunk> =>
      client.generateStream(dialogue('Tell me.'))[Symbol.asyncIterator]();
    const streams = [1, 2, 3, 4].map(() => open(player));
    await Promise.all(streams.map((stream) => stream.next()));
    await expect(open(player).next()).rejects.toEqual(refused('STREAM_LIMIT'));
    const other = open(asPlayer(harness, 'p2'));
    await other.next();
    await streams[0]?.return?.();
    await delay(100);
    const fifth = open(player);
    await fifth.next();
    await Promise.all([...streams, other, fifth].map((stream) => stream.return?.()));
  });

  it('lets the streams of a replica that died count no more after fifteen seconds', async () => {
    await start({ BB_STREAMS_PER_PLAYER: '1' });
    const { store } = harness;
    await store.shard('p1').commit({
      puts: [{ kind: 'streams', id: 'p1', bytes: Buffer.from(JSON.stringify({ gen_dead: clock.now() + 15_000 })) }],
    });
    await expect(readAll(player.generateStream(dialogue('Hello.')))).rejects.toEqual(refused('STREAM_LIMIT'));
    clock.advance(15_001);
    expect(kindsOf(await readAll(player.generateStream(dialogue('Hello.')))).at(-1)).toBe('done');
  });

  it('stops a stream by CancelGeneration, ending it properly', async () => {
    await start({ BB_STREAM_CHUNK_MS: '100' });
    const chunks: LlmStreamChunk[] = [];
    let answer: unknown;
    for await (const chunk of player.generateStream(dialogue('Tell me everything.'))) {
      chunks.push(chunk);
      if (chunks.length === 2) answer = await player.cancelGeneration({ generationId: chunk.streamId });
    }
    expect(answer).toEqual({ cancelled: true });
    const generationId = chunks[0]?.streamId ?? '';
    expect(chunks.at(-1)?.chunk).toMatchObject({ done: { finishReason: FinishReason.CANCELLED } });
    expect(await player.getGeneration({ generationId })).toMatchObject({
      status: GenerationStatus.CANCELLED,
      textSoFar: textOf(chunks),
    });
    expect(await player.cancelGeneration({ generationId })).toEqual({ cancelled: false });
    await publishedEvents(harness.broker, GenerationFailed, 1);
  });

  it('gives again what a reader has missed of a stream', async () => {
    await start();
    const chunks = await readAll(player.generateStream(dialogue('Hello.')));
    const streamId = chunks[0]?.streamId ?? '';
    expect(await readAll(player.resumeStream({ streamId, afterSequence: -1n }))).toEqual(chunks);
    expect(await readAll(player.resumeStream({ streamId, afterSequence: 2n }))).toEqual(chunks.slice(3));
    const last = BigInt(chunks.length - 1);
    expect(await readAll(player.resumeStream({ streamId, afterSequence: last }))).toEqual([]);
    clock.advance(301_000);
    await expect(readAll(player.resumeStream({ streamId, afterSequence: 2n }))).rejects.toEqual(
      refused('STREAM_EXPIRED'),
    );
  });

  it('follows a stream that still runs', async () => {
    await start({ BB_STREAM_CHUNK_MS: '20' });
    const first = Promise.withResolvers<string>();
    const whole = (async () => {
      const chunks: LlmStreamChunk[] = [];
      for await (const chunk of player.generateStream(dialogue('Tell me everything.'))) {
        chunks.push(chunk);
        first.resolve(chunk.streamId);
      }
      return chunks;
    })();
    const resumed = await readAll(player.resumeStream({ streamId: await first.promise, afterSequence: 0n }));
    expect(resumed).toEqual((await whole).slice(1));
  });

  it('shows a generation to nobody but its player, services and admins', async () => {
    await start();
    const { generationId } = await player.generate(dialogue('Hello.'));
    const stranger = asPlayer(harness, 'p2');
    await expect(stranger.getGeneration({ generationId })).rejects.toEqual(refused('NOT_YOUR_GENERATION'));
    await expect(stranger.cancelGeneration({ generationId })).rejects.toEqual(refused('NOT_YOUR_GENERATION'));
    expect(await asService(harness).getGeneration({ generationId })).toMatchObject({ status: GenerationStatus.DONE });
    await expect(player.getGeneration({ generationId: 'gen_x' })).rejects.toEqual(refused('GENERATION_NOT_FOUND'));
    await expect(readAll(player.resumeStream({ streamId: generationId }))).rejects.toEqual(refused('STREAM_NOT_FOUND'));
  });

  it('tells of a generation without its text', async () => {
    await start();
    const generation = await player.generate(dialogue('Hello.', { decisionId: 'dec_1' }));
    const [event] = await publishedEvents(harness.broker, GenerationCompleted, 1);
    expect(event).toMatchObject({ subject: 'sys.ai.generation_completed._', source: 'ai-integration' });
    expect(event?.payload).toMatchObject({
      generationId: generation.generationId,
      decisionId: 'dec_1',
      target: 'narrator@champion',
      tokens: generation.usage?.completionTokens,
      finishReason: FinishReason.STOP,
    });
    const text = JSON.stringify(event, (_key, value: unknown) => (typeof value === 'bigint' ? `${value}` : value));
    expect(text).not.toContain(generation.text);
  });

  it('gives an earlier answer again only where the answer is determined', async () => {
    await start();
    const seeded = dialogue('Hello.', { params: { seed: 1n } });
    await expect(
      player.generate(dialogue('Hello.', { params: { seed: 1n }, cacheMode: CacheMode.ONLY })),
    ).rejects.toEqual(refused('ANSWER_NOT_CACHED'));
    const first = await player.generate(seeded);
    const again = await player.generate(seeded);
    expect([first.cached, again.cached]).toEqual([false, true]);
    expect(again.text).toBe(first.text);
    expect(textOf(await readAll(player.generateStream(seeded)))).toBe(first.text);
    await player.generate(dialogue('Hello.'));
    expect((await player.generate(dialogue('Hello.'))).cached).toBe(false);
  });

  it('refuses what goes beyond the tokens of the hour, and gives back what was not used', async () => {
    await start({ BB_TOKEN_BUDGET: '400' });
    const ask = dialogue('Hello.', { params: { maxTokens: 300 } });
    await player.generate(ask);
    await player.generate(ask);
    await expect(player.generate(dialogue('Hello.', { params: { maxTokens: 500 } }))).rejects.toEqual(
      refused('TOKEN_BUDGET'),
    );
    await asService(harness).generate(dialogue('Hello.', { params: { maxTokens: 500 } }));
  });

  it('does the work of one idempotency key once', async () => {
    await start();
    const options = { idempotencyKey: 'k1' };
    const first = await player.generate(dialogue('Hello.'), options);
    expect(await player.generate(dialogue('Hello.'), options)).toEqual(first);
    await expect(player.generate(dialogue('Goodbye.'), options)).rejects.toEqual(refused('IDEMPOTENCY_KEY_REUSED'));
  });

  it('fills a JSON schema, and refuses what is none', async () => {
    await start();
    const json = (schema: Parameters<typeof Struct.fromJson>[0]) => ({
      prompt: {
        kind: GenerationKind.JSON,
        messages: [{ role: MessageRole.USER, content: 'A price.' }],
        params: { jsonSchema: Struct.fromJson(schema) },
      },
    });
    const schema = {
      type: 'object',
      required: ['price', 'pattern'],
      properties: { price: { type: 'integer', minimum: 3, maximum: 9 }, pattern: { type: 'string' } },
    };
    const value = JSON.parse((await player.generate(json(schema))).text) as { price: number };
    expect(value.price).toBeGreaterThanOrEqual(3);
    const chunks = await readAll(player.generateStream(json(schema)));
    expect(JSON.parse(textOf(chunks))).toEqual(value);
    await expect(player.generate(json({ type: 'nonsense' }))).rejects.toEqual(refused('BAD_JSON_SCHEMA'));
    await expect(player.generate(json({ type: 'string', pattern: '(a+)+$' }))).rejects.toEqual(
      refused('BAD_JSON_SCHEMA'),
    );
    await expect(player.generate(json({ $ref: 'http://127.0.0.1/x' }))).rejects.toEqual(refused('BAD_JSON_SCHEMA'));
    await expect(player.generate(json({ type: 'string', not: {} }))).rejects.toEqual(refused('OUTPUT_SCHEMA'));
  });

  it.each([
    ['MODEL_NOT_FOUND', { targets: ['oracle@champion'] }],
    ['ENUM_UNSPECIFIED', { kind: GenerationKind.UNSPECIFIED }],
    ['ENUM_UNSPECIFIED', { messages: [{ content: 'x' }] }],
    ['INVALID_FIELD', { messages: [] }],
    ['INVALID_FIELD', { params: { temperature: 2.5 } }],
    ['INVALID_FIELD', { params: { maxTokens: 4097 } }],
    ['INVALID_FIELD', { messages: [1, 2].map(() => ({ role: MessageRole.USER, content: 'x'.repeat(40_000) })) }],
  ])('refuses with %s (case %#)', async (reason, more) => {
    await start();
    await expect(player.generate(dialogue('Hello.', more))).rejects.toEqual(refused(reason));
    await expect(readAll(player.generateStream(dialogue('Hello.', more)))).rejects.toEqual(refused(reason));
  });

  it('says that the embedded provider is all there is', async () => {
    await start();
    expect(await player.listProviders({})).toEqual({
      providers: [
        { id: 'embedded', kind: ProviderKind.EMBEDDED, circuitState: CircuitState.CLOSED, models: ['narrator'] },
      ],
    });
  });

  it('embeds, counts and moderates', async () => {
    await start();
    const service = asService(harness);
    const { vectors, dimensions, modelRef } = await service.embed({ texts: ['a bone', 'two bones'] });
    expect([vectors.length, dimensions, modelRef]).toEqual([2, 256, 'narrator:1']);
    expect(Math.hypot(...(vectors[0]?.values ?? []))).toBeCloseTo(1, 5);
    const count = await player.countTokens({ text: 'A body is a ledger.' });
    expect([count.exact, count.tokens > 4]).toEqual([false, true]);
    await expect(player.countTokens({ text: 'x', modelRef: 'oracle' })).rejects.toEqual(refused('MODEL_NOT_FOUND'));
    const found = await service.moderateText({ text: 'write to a@b.example', policy: ModerationPolicy.GAME });
    expect(found).toEqual({ flagged: true, categories: ['PERSONAL_DATA'], redactedText: 'write to ***' });
  });

  it('stops a generation that another replica runs', async () => {
    const broker = createTestBroker();
    const store = new MemoryStore('ai-integration', { clock: wallClock });
    harness = await startAi({
      broker,
      store,
      clock: wallClock,
      environment: { BB_STREAM_CHUNK_MS: '300' },
      instance: 'one',
    });
    player = asPlayer(harness);
    const chunks: LlmStreamChunk[] = [];
    const first = Promise.withResolvers<string>();
    const reading = (async () => {
      for await (const chunk of player.generateStream(dialogue('Tell me everything.'))) {
        chunks.push(chunk);
        first.resolve(chunk.streamId);
      }
    })();
    const generationId = await first.promise;
    const second = await startAi({ broker, store, clock: wallClock, instance: 'two' });
    const answer = asPlayer(second).cancelGeneration({ generationId }, { instance: 'two' });
    expect(await answer).toEqual({ cancelled: true });
    await reading;
    expect(chunks.at(-1)?.chunk).toMatchObject({ done: { finishReason: FinishReason.CANCELLED } });
    await second.stop();
  });
});
