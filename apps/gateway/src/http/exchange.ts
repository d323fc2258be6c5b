import type { IncomingMessage, ServerResponse } from 'node:http';
import type { TraceCarrier } from '@bodybroker/telemetry';

/** One HTTP request on its way through the gateway. */
export interface Exchange {
  readonly requestId: string;
  /** Upper case. */
  readonly httpMethod: string;
  /** As it came, not decoded. */
  readonly path: string;
  /** Without question mark, not decoded. */
  readonly query: string;
  /** A header of the request, by its name in lower case. */
  readonly header: (name: string) => string | undefined;
  readonly trace: TraceCarrier;
  /** Address of the client, as far as trusted proxies tell. */
  readonly clientAddress: string;
  /** The request as Hono has it; for bodies where there is no `incoming`. */
  readonly request: Request;
  readonly incoming: IncomingMessage | undefined;
  readonly outgoing: ServerResponse | undefined;
  /** Headers every answer to this request gets. */
  readonly answerHeaders: Record<string, string>;
  /** Whether the gateway takes no new connections any more, so that this one is to end with its answer. */
  readonly isClosing: () => boolean;
  /** The route that serves it, for metrics; set once known. Never the path itself: that has no bounds. */
  route: string;
}

/** Makes the answer to a request, with the headers that all answers get. */
export function answer(
  exchange: Exchange,
  status: number,
  headers: Readonly<Record<string, string>>,
  body: string | Uint8Array | null,
): Response {
  const closing = exchange.isClosing() ? { Connection: 'close' } : undefined;
  return new Response(body as BodyInit | null, {
    status,
    headers: { ...exchange.answerHeaders, ...headers, ...closing },
  });
}

type BodyInit = ConstructorParameters<typeof Response>[0];
