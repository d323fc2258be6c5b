const NANOS_PER_MS = 1_000_000;

export type AckAnswer =
  | { readonly kind: 'ack' }
  | { readonly kind: 'nak'; readonly delayMs: number }
  | { readonly kind: 'term'; readonly reason: string }
  | { readonly kind: 'working' };

export interface AckPlace {
  readonly stream: string;
  readonly durable: string;
  readonly attempt: number;
  readonly sequence: number;
}

/** Reads what a client publishes to an ack subject; anything unknown is an ack, as for a server. */
export function parseAck(text: string): AckAnswer {
  if (text.startsWith('-NAK')) {
    const delay = /"delay":\s*(\d+)/.exec(text)?.[1] ?? '0';
    return { kind: 'nak', delayMs: Number(delay) / NANOS_PER_MS };
  }
  if (text.startsWith('+TERM')) return { kind: 'term', reason: text.slice('+TERM '.length) };
  return text.startsWith('+WPI') ? { kind: 'working' } : { kind: 'ack' };
}

/** In the layout of JetStream: `$JS.ACK.<stream>.<consumer>.<attempt>.<sequence>.<consumer sequence>.<nanos>.<pending>`. */
export function formatAckSubject(
  place: AckPlace & { readonly consumerSequence: number; readonly storedMs: number; readonly pending: number },
): string {
  const { stream, durable, attempt, sequence, consumerSequence, storedMs, pending } = place;
  return `$JS.ACK.${stream}.${durable}.${attempt}.${sequence}.${consumerSequence}.${storedMs}000000.${pending}`;
}

/** Undefined for any other subject. */
export function parseAckPlace(ackSubject: string): AckPlace | undefined {
  const [js, ack, stream, durable, attempt, sequence] = ackSubject.split('.');
  if (js !== '$JS' || ack !== 'ACK' || stream === undefined || durable === undefined) return undefined;
  return { stream, durable, attempt: Number(attempt), sequence: Number(sequence) };
}
