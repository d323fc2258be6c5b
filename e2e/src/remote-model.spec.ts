import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Api } from './api.js';
import { sse, type Frame } from './sse.js';
import { startStack, type Stack } from './stack.js';

type Behaviour = (response: ServerResponse) => void;

const fail: Behaviour = (response) => response.writeHead(500).end('not even JSON');
const answer: Behaviour = (response) =>
  response
    .writeHead(200, { 'content-type': 'application/json' })
    .end('{"choices":[{"message":{"content":"From afar."},"finish_reason":"stop"}]}');
const dieAfterThreeTokens: Behaviour = (response) => {
  response.writeHead(200, { 'content-type': 'text/event-stream' });
  for (const token of ['Three ', 'small ', 'words ']) {
    response.write(`data: ${JSON.stringify({ choices: [{ delta: { content: token } }] })}\r\n\r\n`);
  }
  setTimeout(() => response.destroy(), 100);
};

/** An OpenAI-compatible server that does what it is told, each thing once. */
async function startModel(): Promise<{ url: string; script: Behaviour[]; server: Server }> {
  const script: Behaviour[] = [];
  const server = createServer((request, response) => {
    request.resume();
    request.on('end', () => (script.shift() ?? answer)(response));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`, script, server };
}

const body = {
  prompt: { kind: 'GENERATION_KIND_DIALOGUE', messages: [{ role: 'MESSAGE_ROLE_USER', content: 'Who goes there?' }] },
};

describe('ai-integration with a remote model, through the gateway', () => {
  let stack: Stack;
  let api: Api;
  let model: Awaited<ReturnType<typeof startModel>>;

  beforeAll(async () => {
    model = await startModel();
    stack = await startStack({
      services: ['auth', 'ai-integration'],
      env: { BB_LLM_BASE_URL: model.url, BB_LLM_MODEL: 'stub', BB_LLM_API_KEY: 'e2e' },
    });
    api = new Api(stack.url);
  }, 60_000);
  afterAll(async () => {
    await stack.stop();
    model.server.close();
  });

  it('tries again after a 500 and lists both attempts', async () => {
    const { token } = await api.player();
    model.script.push(fail, answer);
    const { status, body: generation } = await api.post('/v1/generations', body, { token });
    expect(status).toBe(200);
    expect(generation.text).toBe('From afar.');
    expect(generation.attempts).toHaveLength(2);
    expect(generation.attempts[0].error).toMatch(/500/);
  });

  it('ends a stream that died with what was said and a partial failure, in no other words', async () => {
    const { token } = await api.player();
    model.script.push(dieAfterThreeTokens);
    const chunks: Frame['data'][] = [];
    for await (const { event, data } of sse(`${stack.url}/v1/generations:stream`, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      body: JSON.stringify(body),
    })) {
      if (event !== 'end') chunks.push(data);
    }
    expect(chunks.map((chunk) => chunk.delta?.text ?? '').join('')).toMatch(/^Three small words ?$/);
    expect(chunks.at(-1).failure).toMatchObject({ partial: true });
  });
});
