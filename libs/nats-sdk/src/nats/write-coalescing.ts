import type { NatsConnection } from 'nats';

/** What of the client (nats 2.29) is reached into here; a test beside fails when a version has it no more. */
interface Internals {
  readonly protocol?: {
    /** Writes what has been published to the socket. The client calls it once in each microtask queue that publishes. */
    flushPending?: () => void;
    readonly outbound?: { size(): number };
  };
}

/** Written at once when so much waits, in bytes; the client's own limit. */
const WRITE_AT_BYTES = 32 * 1024;

/**
 * Makes a client write once in each turn of the event loop, when all sockets that were ready have been read: what came
 * in over many of them goes out in one piece, and the server reads it as one. Answers whether the client has what that
 * takes; without it the client works as before.
 */
export function coalesceWrites(client: NatsConnection): boolean {
  const { protocol } = client as unknown as Internals;
  const outbound = protocol?.outbound;
  const write = protocol?.flushPending?.bind(protocol);
  if (protocol === undefined || write === undefined || typeof outbound?.size !== 'function') return false;
  let isDue = false;
  protocol.flushPending = () => {
    if (isDue) {
      if (outbound.size() >= WRITE_AT_BYTES) write();
      return;
    }
    isDue = true;
    setImmediate(() => {
      isDue = false;
      write();
    });
  };
  return true;
}
