import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A request as the stub got it. */
export interface StubRequest {
  readonly method: string;
  readonly path: string;
  readonly form: Readonly<Record<string, string>>;
  readonly headers: IncomingMessage['headers'];
}

/** What the stub answers: a status and a body, or nothing at all. */
export type StubAnswer = { readonly status?: number; readonly body: object } | 'hang up';

export interface StripeStub {
  readonly url: string;
  readonly requests: readonly StubRequest[];
  close(): Promise<void>;
}

/** A local server that answers as Stripe would. */
export async function startStripeStub(answer: (request: StubRequest) => StubAnswer): Promise<StripeStub> {
  const requests: StubRequest[] = [];
  const server = createServer((request, response) => {
    void (async () => {
      let text = '';
      for await (const chunk of request) text += String(chunk);
      const seen: StubRequest = {
        method: request.method ?? '',
        path: request.url ?? '',
        form: Object.fromEntries(new URLSearchParams(text)),
        headers: request.headers,
      };
      requests.push(seen);
      const answered = answer(seen);
      if (answered === 'hang up') request.destroy();
      else
        response
          .writeHead(answered.status ?? 200, { 'content-type': 'application/json' })
          .end(JSON.stringify(answered.body));
    })();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
