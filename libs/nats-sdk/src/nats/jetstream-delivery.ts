import type { Msg } from 'nats';
import type { Delivery } from '../events/event-log.js';
import type { JetStreamApi } from './jetstream-api.js';
import { fromNatsHeaders } from './jetstream-headers.js';
import { RpcError } from '../rpc/rpc-error.js';

const NANOS_PER_MS = 1_000_000;
const ACK_TIMEOUT_MS = 5_000;
/** `+TERM <reason>` is known since 2.10.4; older servers do not recognise it and would deliver again. */
const TERM_REASON_SINCE = [2, 10, 4] as const;

/** What the reply subject of a consumer's message says. */
export interface AckSubject {
  readonly stream: string;
  readonly attempt: number;
  readonly streamSequence: number;
  readonly consumerSequence: number;
  readonly storedMs: number;
  readonly pending: number;
}

/** Reads `$JS.ACK.<stream>.<consumer>.<delivered>.<stream seq>.<consumer seq>.<nanos>.<pending>`; with domain and account since 2.11's option. */
export function parseAckSubject(subject: string): AckSubject | undefined {
  const tokens = subject.split('.');
  if (tokens[0] !== '$JS' || tokens[1] !== 'ACK') return undefined;
  // The long form has the domain and the account hash before the stream.
  const [stream = '', , attempt, streamSequence, consumerSequence, nanos = '0', pending] = tokens.slice(
    tokens.length >= 11 ? 4 : 2,
  );
  return {
    stream,
    attempt: Number(attempt),
    streamSequence: Number(streamSequence),
    consumerSequence: Number(consumerSequence),
    // Nanoseconds do not fit into a double.
    storedMs: Math.floor(Number(nanos) / NANOS_PER_MS),
    pending: Number(pending),
  };
}

/** Undefined when the message did not come from a consumer. */
export function toDelivery(api: JetStreamApi, message: Msg): Delivery | undefined {
  const ackSubject = message.reply;
  const parsed = ackSubject === undefined ? undefined : parseAckSubject(ackSubject);
  if (ackSubject === undefined || !parsed) return undefined;
  const nc = api.connection;
  const answer = (text: string): void => {
    // A closed connection answers nothing: the ack wait brings the message back.
    if (!nc.isClosed()) nc.publish(ackSubject, text);
  };
  return {
    stream: parsed.stream,
    sequence: parsed.streamSequence,
    subject: message.subject,
    headers: fromNatsHeaders(message.headers),
    data: message.data,
    storedMs: parsed.storedMs,
    attempt: parsed.attempt,
    pending: parsed.pending,
    ackSubject,
    ack: async () => {
      try {
        await nc.request(ackSubject, '+ACK', { timeout: ACK_TIMEOUT_MS });
      } catch (error) {
        throw new RpcError('UNAVAILABLE', 'ACK_UNCONFIRMED', 'the ack was not confirmed', { cause: error });
      }
    },
    nak: (delayMs) => answer(delayMs > 0 ? `-NAK {"delay":${Math.round(delayMs * NANOS_PER_MS)}}` : '-NAK'),
    term: (reason) => answer(knowsTermReason(nc.info?.version) ? `+TERM ${reason}` : '+TERM'),
    working: () => answer('+WPI'),
  };
}

function knowsTermReason(version = ''): boolean {
  const parts = version.split('.').map((part) => Number.parseInt(part, 10));
  for (const [index, least] of TERM_REASON_SINCE.entries()) {
    const part = parts[index] ?? 0;
    if (part !== least) return part > least;
  }
  return true;
}
