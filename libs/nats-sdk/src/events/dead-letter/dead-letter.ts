import type { MessageHeaders } from '../../bus/bus.js';
import type { RpcErrorCode } from '../../rpc/error-code.js';
import { isRpcErrorCode } from '../../rpc/error-code.js';
import type { StoredMessage } from '../event-log.js';

/** The stream that keeps what could not be handled: subjects `dlq.<stream>.<durable>`. */
export const DEAD_LETTER_STREAM = 'DLQ';

/** A message that a consumer gave up, with the bytes it had. */
export interface DeadLetter {
  /** In the dead-letter stream. */
  readonly sequence: number;
  readonly storedMs: number;
  readonly source: DeadLetterSource;
  readonly failure: DeadLetterFailure;
  /** The message's own headers. */
  readonly headers: MessageHeaders;
  readonly data: Uint8Array;
}

export interface DeadLetterSource {
  readonly stream: string;
  readonly durable: string;
  readonly subject: string;
  readonly sequence: number;
}

export interface DeadLetterFailure {
  readonly code: RpcErrorCode;
  /** SCREAMING_SNAKE. Never the error's text, which may hold player words. */
  readonly reason: string;
  readonly attempts: number;
  readonly failedAtMs: number;
}

const HEADERS = {
  subject: 'Bb-Original-Subject',
  stream: 'Bb-Original-Stream',
  sequence: 'Bb-Original-Sequence',
  durable: 'Bb-Durable',
  code: 'Bb-Error-Code',
  reason: 'Bb-Error-Reason',
  attempts: 'Bb-Attempts',
  failedAtMs: 'Bb-Failed-At-Ms',
} as const;

const ADDED: ReadonlySet<string> = new Set(Object.values(HEADERS));

export function deadLetterHeaders(
  original: MessageHeaders,
  source: DeadLetterSource,
  failure: DeadLetterFailure,
): MessageHeaders {
  return {
    ...ownHeaders(original),
    [HEADERS.subject]: source.subject,
    [HEADERS.stream]: source.stream,
    [HEADERS.sequence]: String(source.sequence),
    [HEADERS.durable]: source.durable,
    [HEADERS.code]: failure.code,
    [HEADERS.reason]: failure.reason,
    [HEADERS.attempts]: String(failure.attempts),
    [HEADERS.failedAtMs]: String(failure.failedAtMs),
  };
}

/** Undefined when the message is no dead letter. Numbers that are missing or no whole numbers read as 0. */
export function parseDeadLetter({ headers, data, sequence, storedMs }: StoredMessage): DeadLetter | undefined {
  const subject = headers[HEADERS.subject];
  const stream = headers[HEADERS.stream];
  if (subject === undefined || stream === undefined) return undefined;
  const code = headers[HEADERS.code];
  return {
    sequence,
    storedMs,
    source: {
      subject,
      stream,
      durable: headers[HEADERS.durable] ?? '',
      sequence: readCount(headers[HEADERS.sequence]),
    },
    failure: {
      code: isRpcErrorCode(code) ? code : 'INTERNAL',
      reason: headers[HEADERS.reason] ?? '',
      attempts: readCount(headers[HEADERS.attempts]),
      failedAtMs: readCount(headers[HEADERS.failedAtMs]),
    },
    headers: ownHeaders(headers),
    data,
  };
}

// A bad dead letter must not hide the others.
function readCount(text: string | undefined): number {
  const count = Number(text);
  return Number.isSafeInteger(count) ? count : 0;
}

// Without what the dead letter added, and without instructions to the server such as Nats-Msg-Id.
function ownHeaders(headers: MessageHeaders): MessageHeaders {
  return Object.fromEntries(Object.entries(headers).filter(([name]) => !ADDED.has(name) && !name.startsWith('Nats-')));
}
