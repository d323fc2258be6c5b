import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';

/** One request the server got. */
export interface StubRequest {
  readonly path: string;
  readonly authorization: string | undefined;
  readonly body: Readonly<Record<string, unknown>>;
  /** Resolves when the caller has let go of the connection or the answer is through. */
  readonly closed: Promise<void>;
}

/** How the server behaves to one request. */
export type Behaviour = (response: ServerResponse, request: StubRequest) => void | Promise<void>;

/** An OpenAI-compatible server that does as it is told: each behaviour once, the last one from then on. */
export interface StubLlm {
  readonly baseUrl: string;
  readonly requests: readonly StubRequest[];
  behave(...behaviours: readonly Behaviour[]): void;
  stop(): Promise<void>;
}

export async function startStubLlm(): Promise<StubLlm> {
  const requests: StubRequest[] = [];
  let script: Behaviour[] = [];
  const answer = async (incoming: IncomingMessage, response: ServerResponse): Promise<void> => {
    let text = '';
    for await (const piece of incoming.setEncoding('utf8')) text += String(piece);
    const request: StubRequest = {
      path: incoming.url ?? '',
      authorization: incoming.headers.authorization,
      body: JSON.parse(text) as Readonly<Record<string, unknown>>,
      closed: new Promise((resolve) => response.once('close', () => resolve())),
    };
    requests.push(request);
    const behaviour = script.length > 1 ? script.shift() : script[0];
    await behaviour?.(response, request);
  };
  const server = createServer((incoming, response) => {
    answer(incoming, response).catch(() => response.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    baseUrl: `http://127.0.0.1:${port}/v1`,
    requests,
    behave: (...behaviours) => {
      script = [...behaviours];
    },
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** An error with a body that is what OpenAI sends, another thing, or nothing. */
export const refuse =
  (
    status: number,
    body = '{"error":{"message":"no","type":"x","code":null}}',
    headers: Record<string, string> = {},
  ): Behaviour =>
  (response) => {
    response.writeHead(status, headers).end(body);
  };

/** A whole reply, streamed when it was asked for so. */
export const say =
  (text: string, more: { readonly finishReason?: string; readonly usage?: unknown } = {}): Behaviour =>
  (response, { body }) => {
    const { finishReason = 'stop', usage = { prompt_tokens: 11, completion_tokens: 7, total_tokens: 18 } } = more;
    if (body['stream'] !== true) {
      const reply = {
        choices: [{ message: { role: 'assistant', content: text }, finish_reason: finishReason }],
        usage,
      };
      response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(reply));
      return;
    }
    openStream(response);
    for (const word of text.match(/\s*\S+/g) ?? []) response.write(delta(word));
    response.write(data({ choices: [{ delta: {}, finish_reason: finishReason }] }));
    if (usage !== null) response.write(data({ choices: [], usage }));
    response.end(data('[DONE]'));
  };

/** Exactly these bytes as an event stream, in pieces. The connection is then closed properly, or `cut`. */
export const sendRaw =
  (pieces: readonly string[], end: 'close' | 'cut' | 'hang' = 'close'): Behaviour =>
  async (response) => {
    openStream(response);
    for (const piece of pieces) {
      response.write(piece);
      await delay(2);
    }
    if (end === 'close') response.end();
    else if (end === 'cut') response.destroy();
  };

/** Words one after another with pauses, for ever. */
export const sayForever =
  (pauseMs: number): Behaviour =>
  async (response) => {
    openStream(response);
    for (let index = 0; !response.destroyed; index += 1) {
      response.write(delta(` word${index}`));
      await delay(pauseMs);
    }
  };

/** Takes the request and says nothing. */
export const neverAnswer: Behaviour = () => undefined;

export function delta(content: string): string {
  return data({ choices: [{ index: 0, delta: { content }, finish_reason: null }] });
}

export function data(value: unknown): string {
  return `data: ${typeof value === 'string' ? value : JSON.stringify(value)}\n\n`;
}

function openStream(response: ServerResponse): void {
  response.writeHead(200, { 'content-type': 'text/event-stream; charset=utf-8' });
}
