import { createHash } from 'node:crypto';
import { eventually } from './eventually.js';
import { sharedStack } from './shared-stack.js';
import { sse, type Frame } from './sse.js';

const { api, url } = sharedStack();

const prompt = (seed: number, maxTokens = 60) => ({
  prompt: {
    kind: 'GENERATION_KIND_DIALOGUE',
    messages: [{ role: 'MESSAGE_ROLE_USER', content: 'What do you know of the Bone Ledger?' }],
    context: { facts: [{ id: 'f1', text: 'The Bone Ledger is bound in skin and records every deal.' }] },
    params: { seed: String(seed), maxTokens },
  },
});

const stream = (token: string, body: unknown, signal?: AbortSignal) =>
  sse(`${url}/v1/generations:stream`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    body: JSON.stringify(body),
    ...(signal === undefined ? {} : { signal }),
  });

async function collect(frames: AsyncIterable<Frame>): Promise<Frame['data'][]> {
  const chunks: Frame['data'][] = [];
  for await (const { event, data } of frames) if (event !== 'end') chunks.push(data);
  return chunks;
}

describe('ai-integration, through the gateway', () => {
  it('answers by the embedded generator, the same for the same seed', async () => {
    const { token } = await api.player();
    const generate = (seed: number) => api.post('/v1/generations', prompt(seed), { token });
    const [one, same, other] = [await generate(1), await generate(1), await generate(2)];
    expect(one.status).toBe(200);
    expect(one.body.provider).toBe('embedded');
    expect(same.body.text).toBe(one.body.text);
    expect(other.body.text).not.toBe(one.body.text);
  });

  it('streams the same words in order, and ends once', async () => {
    const { token } = await api.player();
    const whole = await api.post('/v1/generations', prompt(11), { token });
    const chunks = await collect(stream(token, prompt(11)));
    expect(chunks.filter((c) => c.heartbeat === undefined).map((c) => Number(c.sequence ?? 0))).toEqual(
      chunks.filter((c) => c.heartbeat === undefined).map((_, i) => i),
    );
    const text = chunks.map((c) => c.delta?.text ?? '').join('');
    expect(text).toBe(whole.body.text);
    const done = chunks.filter((c) => c.done !== undefined);
    expect(done).toHaveLength(1);
    expect(chunks.at(-1)).toBe(done[0]);
    expect(done[0].done.textSha256).toBe(createHash('sha256').update(text).digest('hex'));
  });

  it('cancels within a second when the reader goes away', async () => {
    const { token } = await api.player();
    const leaving = new AbortController();
    let id = '';
    await (async () => {
      for await (const { data } of stream(token, prompt(12, 600), leaving.signal)) {
        id = data.streamId;
        if (data.delta !== undefined) leaving.abort();
      }
    })().catch(() => undefined);
    await eventually(async () => {
      const { body } = await api.get(`/v1/generations/${id}`, { token });
      expect(body.status).toBe('GENERATION_STATUS_CANCELLED');
    }, 1000);
  });

  it('refuses a fifth stream of one player at once', async () => {
    const { token } = await api.player();
    const closing = new AbortController();
    const opened = await Promise.all(
      Array.from({ length: 4 }, async (_, i) => {
        const frames = stream(token, prompt(20 + i, 900), closing.signal);
        await frames.next();
        return frames;
      }),
    );
    const fifth = await fetch(`${url}/v1/generations:stream`, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json', accept: 'text/event-stream' },
      body: JSON.stringify(prompt(30)),
    });
    expect(fifth.status).toBe(429);
    await fifth.text();
    closing.abort();
    await Promise.all(opened.map((frames) => frames.return(undefined).catch(() => undefined)));
  });

  it.each([
    ['no message', { prompt: { kind: 'GENERATION_KIND_DIALOGUE' } }],
    ['no kind', { prompt: { messages: [{ role: 'MESSAGE_ROLE_USER', content: 'x' }] } }],
    [
      'an unknown role',
      { prompt: { kind: 'GENERATION_KIND_BARK', messages: [{ role: 'MESSAGE_ROLE_GOD', content: 'x' }] } },
    ],
    [
      'a temperature of 3',
      {
        prompt: {
          kind: 'GENERATION_KIND_BARK',
          messages: [{ role: 'MESSAGE_ROLE_USER', content: 'x' }],
          params: { temperature: 3 },
        },
      },
    ],
  ])('refuses %s', async (_case, body) => {
    const { token } = await api.player();
    const answer = await api.post('/v1/generations', body, { token });
    expect(answer.status).toBe(400);
    expect(answer.body.code).toBe('INVALID_ARGUMENT');
  });

  it('says a model it does not know is not found', async () => {
    const { token } = await api.player();
    const body = { prompt: { ...prompt(1).prompt, targets: ['nobody@champion'] } };
    const answer = await api.post('/v1/generations', body, { token });
    expect(answer.status).toBe(404);
    expect(answer.body.reason).toBe('MODEL_NOT_FOUND');
  });
});
