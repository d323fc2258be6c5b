import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Api, newKey, type Answer } from './api.js';
import { eventually } from './eventually.js';
import { startStack, type Stack } from './stack.js';

/** An OpenAI-compatible server that answers, or says 500. */
async function startModel(): Promise<{ readonly url: string; readonly server: Server; failing: boolean }> {
  const model = { url: '', failing: false };
  const server = createServer((request, response) => {
    request.resume();
    request.on('end', () => {
      if (model.failing) response.writeHead(500).end();
      else {
        response.writeHead(200, { 'content-type': 'application/json' });
        response.end('{"choices":[{"message":{"content":"From afar."},"finish_reason":"stop"}]}');
      }
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  model.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`;
  return Object.assign(model, { server });
}

// Its own stack: targets are everybody's.
describe('ai-router, through the gateway', () => {
  let stack: Stack;
  let api: Api;
  let token: string;
  let model: Awaited<ReturnType<typeof startModel>>;

  beforeAll(async () => {
    model = await startModel();
    const services = [
      'auth',
      'model-management',
      'ai-router',
      'ai-integration',
      'settings',
      'capability-registry',
    ] as const;
    stack = await startStack({ services });
    api = new Api(stack.url);
    token = await api.adminToken();
  }, 90_000);
  afterAll(async () => {
    await stack.stop();
    model.server.close();
  });

  const ok = async (answer: Promise<Answer>): Promise<Answer['body']> => {
    const { status, body } = await answer;
    expect([status, body]).toEqual([200, expect.anything()]);
    return body;
  };
  const route = (more: object = {}): Promise<Answer['body']> => {
    const request = { kind: 'GENERATION_KIND_DIALOGUE', promptTokensEstimate: 1000, maxOutputTokens: 100, ...more };
    return ok(api.post('/v1/ai-routes', request, { token }));
  };
  const refsOf = (decision: Answer['body']): readonly string[] =>
    decision.targets.map((target: { modelRef: string }) => target.modelRef);
  const policy = (strategy: string): Promise<unknown> => {
    const body = { policy: { strategy: `ROUTE_STRATEGY_${strategy}`, priority: 1 } };
    return ok(api.put('/v1/ai-policies/e2e', body, { token }));
  };
  const report = async (target: string, outcome: object): Promise<void> => {
    const { decisionId } = await route();
    const body = { target, promptTokens: 10, completionTokens: 10, latencyMs: '1000', ...outcome };
    await ok(api.post(`/v1/ai-routes/${decisionId}:report`, body, { token }));
  };
  const addModel = async (name: string, micros: number): Promise<void> => {
    await ok(api.post('/v1/models', { name, task: 'MODEL_TASK_CHAT' }, { token }));
    const version = {
      provider: { kind: 'PROVIDER_KIND_OPENAI_COMPATIBLE', baseUrl: model.url },
      price: { inputMicrosPerMtok: String(micros), outputMicrosPerMtok: String(micros) },
    };
    await ok(api.post(`/v1/models/${name}/versions`, version, { token }));
    for (const status of ['VALIDATING', 'READY']) {
      const body = { toStatus: `VERSION_STATUS_${status}` };
      await ok(api.post(`/v1/models/${name}/versions/1:transition`, body, { token }));
    }
    const deployment = { strategy: 'DEPLOYMENT_STRATEGY_ALL_AT_ONCE' };
    await ok(api.post(`/v1/models/${name}/versions/1:deploy`, deployment, { token, idempotencyKey: newKey() }));
  };

  it('routes to the embedded generator on a fresh boot', async () => {
    expect(await route()).toMatchObject({ targets: [{ modelRef: 'narrator', provider: 'embedded' }] });
  });

  it('takes the cheaper of two, or the one reported quicker', async () => {
    await addModel('cheap', 1_000_000);
    await addModel('dear', 10_000_000);
    await policy('CHEAPEST');
    await eventually(async () => expect(refsOf(await route())).toEqual(['cheap', 'dear', 'narrator']), 10_000);
    await report('cheap', { ok: true, ttftMs: '1000' });
    await report('dear', { ok: true, ttftMs: '400' });
    await policy('FASTEST');
    expect(refsOf(await route())).toEqual(['dear', 'cheap', 'narrator']);
  });

  it('keeps a conversation where it is for 3 %, and moves it for 20 %', async () => {
    await policy('FASTEST');
    for (let i = 0; i < 10; i += 1) await report('cheap', { ok: true, ttftMs: '1000' });
    for (let i = 0; i < 10; i += 1) await report('dear', { ok: true, ttftMs: '1010' });
    expect(refsOf(await route({ sessionKey: 'talk' }))[0]).toBe('cheap');
    for (let i = 0; i < 10; i += 1) await report('dear', { ok: true, ttftMs: '970' });
    expect(refsOf(await route())[0]).toBe('dear');
    expect(refsOf(await route({ sessionKey: 'talk' }))[0]).toBe('cheap');
    for (let i = 0; i < 10; i += 1) await report('dear', { ok: true, ttftMs: '800' });
    expect(refsOf(await route({ sessionKey: 'talk' }))[0]).toBe('dear');
  });

  it('keeps text on the server when it is told to, by the request or by the player', async () => {
    expect(refsOf(await route({ privacy: 'PRIVACY_LOCAL_ONLY' }))).toEqual(['narrator']);
    const player = await api.player();
    const path = `/v1/players/${player.id}/settings`;
    await ok(api.send('PATCH', path, { changes: { 'ai.remote_allowed': false } }, { token: player.token }));
    expect(refsOf(await route({ playerId: player.id }))).toEqual(['narrator']);
  });

  it('names the filter that removed each other target', async () => {
    const request = { kind: 'GENERATION_KIND_DIALOGUE', exclude: ['dear'], privacy: 'PRIVACY_LOCAL_ONLY' };
    const { candidates } = await ok(api.post('/v1/ai-routes:explain', { request }, { token }));
    const why = candidates.map((each: { modelRef: string; eliminatedBy?: string }) => [
      each.modelRef,
      each.eliminatedBy ?? '',
    ]);
    expect(Object.fromEntries(why)).toEqual({ narrator: '', cheap: 'privacy', dear: 'excluded' });
  });

  it('lets generations speak by what was routed, counts what they cost, and leaves a failing target alone for a while', async () => {
    await policy('CHEAPEST');
    await addModel('frail', 500_000);
    await eventually(async () => expect(refsOf(await route())[0]).toBe('frail'), 10_000);
    const generate = async (): Promise<Answer['body']> => {
      const { decisionId, targets } = await route({ maxOutputTokens: 50 });
      const messages = [{ role: 'MESSAGE_ROLE_USER', content: 'Who goes there?' }];
      const names = targets.map(({ modelRef }: { modelRef: string }) => modelRef);
      const prompt = { kind: 'GENERATION_KIND_DIALOGUE', messages, targets: names, decisionId };
      return ok(api.post('/v1/generations', { prompt }, { token }));
    };
    expect(await generate()).toMatchObject({ text: 'From afar.', modelRef: 'frail:1' });
    await eventually(async () => {
      const spend = await ok(api.get('/v1/ai-spend', { token }));
      expect(Number(spend.costMicros)).toBeGreaterThan(0);
    }, 10_000);
    model.failing = true;
    for (let i = 0; i < 3; i += 1) await report('frail', { ok: false, code: 'HTTP_500' });
    expect(refsOf(await route())[0]).toBe('cheap');
    expect(await generate()).toMatchObject({ provider: 'embedded' });
    model.failing = false;
    await eventually(async () => expect(refsOf(await route())[0]).toBe('frail'), 15_000);
  }, 40_000);
});
