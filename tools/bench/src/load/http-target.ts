/** Where an HTTP load goes, on 127.0.0.1, and what it sends: the same bytes each time. */
export interface HttpTarget {
  readonly port: number;
  /** A whole request, head and body. */
  readonly request: string;
}

export interface HttpRequestOptions {
  readonly port: number;
  readonly method: 'GET' | 'POST';
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** JSON; absent for a request without a body. */
  readonly body?: string;
}

/** Writes a request down once, so that sending it costs no more than a write to a socket. */
export function httpTarget({ port, method, path, headers = {}, body }: HttpRequestOptions): HttpTarget {
  const all = {
    host: `127.0.0.1:${port}`,
    ...headers,
    ...(body === undefined
      ? {}
      : { 'content-type': 'application/json', 'content-length': String(Buffer.byteLength(body)) }),
  };
  const lines = Object.entries(all).map(([name, value]) => `${name}: ${value}`);
  return { port, request: `${[`${method} ${path} HTTP/1.1`, ...lines].join('\r\n')}\r\n\r\n${body ?? ''}` };
}
