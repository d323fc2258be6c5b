import type { BusMessage } from '../../bus/bus.js';
import { abortError } from '../abort-error.js';
import type { CallContext } from '../call-context.js';
import { deadlineExceeded } from '../deadline.js';
import type { InboxRoute } from '../inbox-mux.js';
import type { RpcError } from '../rpc-error.js';
import type { Timed } from '../timer-wheel.js';
import { ChunkJoiner } from '../wire/chunks.js';
import { HEADER } from '../wire/header-names.js';
import type { ServerContext } from './server-context.js';

const EMPTY = new Uint8Array(0);
// A caller without a deadline gets this long from one part to the last.
const DEFAULT_WAIT_MS = 30_000;

/** What limits the wait for the parts. */
type AwaitedCall = Pick<CallContext, 'deadline' | 'signal'>;

/**
 * Takes the rest of a request whose first part has arrived: tells the caller an address of this process, so that all
 * parts reach one worker of the queue group.
 * @throws RpcError DATA_LOSS, RESOURCE_EXHAUSTED, DEADLINE_EXCEEDED, CANCELLED or UNAVAILABLE
 */
export function joinRequest(server: ServerContext, first: BusMessage, call: AwaitedCall): Promise<Uint8Array> {
  return new Promise((resolve, reject) => {
    new RequestParts(server, first, call, resolve, reject).begin();
  });
}

class RequestParts implements InboxRoute, Timed {
  readonly subject = '';
  readonly dueMs: number;
  readonly #server: ServerContext;
  readonly #first: BusMessage;
  readonly #resolve: (body: Uint8Array) => void;
  readonly #reject: (error: unknown) => void;
  readonly #joiner: ChunkJoiner;
  readonly #address: string;
  readonly #signal: AbortSignal;
  readonly #onAbort: () => void;

  constructor(
    server: ServerContext,
    first: BusMessage,
    call: AwaitedCall,
    resolve: (body: Uint8Array) => void,
    reject: (error: unknown) => void,
  ) {
    this.#server = server;
    this.#first = first;
    this.dueMs = call.deadline ?? performance.now() + DEFAULT_WAIT_MS;
    this.#resolve = resolve;
    this.#reject = reject;
    this.#joiner = new ChunkJoiner(server.maxMessageBytes);
    this.#address = server.mux.open(this);
    server.mux.timers.schedule(this);
    const { signal } = call;
    this.#signal = signal;
    this.#onAbort = () => this.#fail(abortError(signal));
    signal.addEventListener('abort', this.#onAbort);
  }

  begin(): void {
    this.onMessage(this.#first);
    if (this.#first.reply === undefined) return;
    try {
      this.#server.bus.publish(this.#first.reply, EMPTY, {
        reply: this.#address,
        headers: { [HEADER.frame]: 'continue' },
      });
    } catch (error) {
      this.#fail(error);
    }
  }

  onMessage(message: BusMessage): void {
    try {
      const body = this.#joiner.add(message.headers[HEADER.chunk] ?? '', message.data);
      if (body === undefined) return;
      this.#leave();
      this.#resolve(body);
    } catch (error) {
      this.#fail(error);
    }
  }

  onLost(error: RpcError): void {
    this.#fail(error);
  }

  onDue(): void {
    this.#fail(deadlineExceeded());
  }

  #fail(error: unknown): void {
    this.#leave();
    this.#reject(error);
  }

  #leave(): void {
    this.#server.mux.close(this.#address);
    this.#server.mux.timers.cancel(this);
    this.#signal.removeEventListener('abort', this.#onAbort);
  }
}
