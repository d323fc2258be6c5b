import type { Duplex } from 'node:stream';
import { HttpError } from '../problems/http-error.js';
import { problemOf } from '../problems/problem.js';

/** Reason phrases of the statuses below (RFC 9110). */
const PHRASES: Readonly<Record<number, string>> = {
  400: 'Bad Request',
  408: 'Request Timeout',
  413: 'Content Too Large',
  431: 'Request Header Fields Too Large',
};

/**
 * Answers what Node's parser could not read as a request, before there is one: a problem like any other, then the end of the
 * connection.
 * @param error what `clientError` of the server tells
 */
export function refuseUnparsed(error: NodeJS.ErrnoException, socket: Duplex, requestId: string): void {
  if (!socket.writable || error.code === 'ECONNRESET') {
    socket.destroy();
    return;
  }
  const refusal = refusalOf(error.code);
  const body = JSON.stringify(problemOf(refusal, { requestId, path: '' }));
  const head = [
    `HTTP/1.1 ${refusal.status} ${PHRASES[refusal.status] ?? ''}`,
    'Content-Type: application/problem+json',
    `Content-Length: ${Buffer.byteLength(body)}`,
    `X-Request-Id: ${requestId}`,
    'Cache-Control: no-store',
    'Connection: close',
  ];
  socket.end(`${head.join('\r\n')}\r\n\r\n${body}`);
}

/** The codes are those of Node's parser and of its time limits. */
function refusalOf(code: string | undefined): HttpError {
  switch (code) {
    case 'HPE_HEADER_OVERFLOW':
      return new HttpError(431, 'RESOURCE_EXHAUSTED', 'HEADERS_TOO_LARGE', 'path and headers are larger than 16 KiB');
    case 'HPE_CHUNK_EXTENSIONS_OVERFLOW':
      return new HttpError(413, 'RESOURCE_EXHAUSTED', 'BODY_TOO_LARGE', 'the extensions of a chunk are too large');
    case 'ERR_HTTP_REQUEST_TIMEOUT':
      return new HttpError(408, 'DEADLINE_EXCEEDED', 'REQUEST_TIMEOUT', 'the request took too long to arrive');
    default:
      return new HttpError(400, 'INVALID_ARGUMENT', 'MALFORMED_HTTP', 'this is no HTTP request');
  }
}
