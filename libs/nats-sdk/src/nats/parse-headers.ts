import type { MessageHeaders } from '../bus/bus.js';

export interface ParsedHeaders {
  readonly headers: MessageHeaders;
  /** The status in the first line; undefined: none. */
  readonly status: number | undefined;
}

const VERSION = 'NATS/1.0';

export const NO_HEADERS: ParsedHeaders = { headers: Object.freeze({}), status: undefined };

/** The last block and what it says, for answers come with the same few headers again and again. Shared: never to be changed. */
let lastBlock = '';
let last = NO_HEADERS;

/**
 * Reads a header block (ADR-4 of nats-architecture-and-design): a version with a status where there is one, and a line for
 * each header. Of a name that comes twice the first value counts; a line without a colon says nothing.
 */
export function parseHeaders(block: string): ParsedHeaders {
  if (block !== lastBlock) {
    last = parse(block);
    lastBlock = block;
  }
  return last;
}

function parse(block: string): ParsedHeaders {
  // No prototype: a header may be named like something of Object's.
  const headers = Object.create(null) as Record<string, string>;
  let start = block.indexOf('\r\n');
  const status = start <= VERSION.length ? undefined : statusOf(block.slice(VERSION.length, start));
  while (start >= 0) {
    start += 2;
    const end = block.indexOf('\r\n', start);
    const colon = block.indexOf(':', start);
    if (end > start && colon > start && colon < end) {
      const name = block.slice(start, colon);
      if (headers[name] === undefined) headers[name] = block.slice(colon + 1, end).trim();
    }
    start = end;
  }
  return { headers, status };
}

function statusOf(text: string): number | undefined {
  const code = Number.parseInt(text, 10);
  return Number.isNaN(code) || code === 0 ? undefined : code;
}
