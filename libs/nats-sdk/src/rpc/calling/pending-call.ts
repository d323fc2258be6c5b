import { decompressBody } from '@bodybroker/codecs';
import { abortError } from '../abort-error.js';
import type { Bus, BusMessage, MessageHeaders } from '../../bus/bus.js';
import { fitsOneMessage, headersSizeBytes } from '../../bus/message-size.js';
import { deadlineExceeded } from '../deadline.js';
import type { InboxMux, InboxRoute } from '../inbox-mux.js';
import { RpcError } from '../rpc-error.js';
import type { Timed } from '../timer-wheel.js';
import { ChunkJoiner, splitBody, type Chunk } from '../wire/chunks.js';
import { HEADER } from '../wire/header-names.js';
import type { RawCall, RawReply } from './raw-call.js';
import { sendCancel } from './send-cancel.js';

export interface ExchangeOptions {
  readonly bus: Bus;
  readonly mux: InboxMux;
  /** Largest reply that is joined from parts, in bytes. */
  readonly maxMessageBytes: number;
}

/**
 * One request on its way: settles once, at the reply, the deadline, an abort or the loss of the connection. Whoever works
 * on it is told when it is given up.
 */
export class PendingCall implements InboxRoute, Timed {
  readonly subject: string;
  readonly dueMs: number;
  readonly #options: ExchangeOptions;
  readonly #resolve: (reply: RawReply) => void;
  readonly #reject: (error: unknown) => void;
  readonly #signal: AbortSignal | undefined;
  readonly #onAbort: (() => void) | undefined;
  readonly #address: string;
  #joiner: ChunkJoiner | undefined;
  #firstHeaders: MessageHeaders = {};
  #rest: readonly Chunk[] = [];

  constructor(
    options: ExchangeOptions,
    call: RawCall,
    signal: AbortSignal | undefined,
    resolve: (reply: RawReply) => void,
    reject: (error: unknown) => void,
  ) {
    this.subject = call.subject;
    this.dueMs = call.deadline ?? Infinity;
    this.#options = options;
    this.#resolve = resolve;
    this.#reject = reject;
    this.#signal = signal;
    this.#address = options.mux.open(this);
    if (call.deadline !== undefined) options.mux.timers.schedule(this);
    if (signal !== undefined) {
      this.#onAbort = () => this.#giveUp(abortError(signal));
      signal.addEventListener('abort', this.#onAbort);
    }
  }

  /** Publishes the request, in parts when it is larger than one message may be. */
  send(body: Uint8Array, headers: MessageHeaders): void {
    const { bus } = this.#options;
    try {
      if (fitsOneMessage(body.length, headers, bus.maxPayloadBytes)) {
        bus.publish(this.subject, body, { reply: this.#address, headers });
        return;
      }
      const [first, ...rest] = splitBody(body, bus.maxPayloadBytes, headersSizeBytes(headers));
      if (first === undefined) return;
      // The rest goes to the one worker that takes the first part, when it says where.
      this.#rest = rest;
      bus.publish(this.subject, first.data, {
        reply: this.#address,
        headers: { ...headers, [HEADER.chunk]: first.label },
      });
    } catch (error) {
      this.#fail(error);
    }
  }

  onMessage(message: BusMessage): void {
    if (message.status === 503) {
      this.#fail(new RpcError('UNAVAILABLE', 'NO_RESPONDERS', `nobody answers at ${this.subject}`));
      return;
    }
    const { headers } = message;
    const chunk = headers[HEADER.chunk];
    if (headers[HEADER.frame] === 'continue') this.#sendRest(message.reply);
    else if (chunk !== undefined) this.#join(message, chunk);
    else this.#succeed({ headers, body: message.data });
  }

  onLost(error: RpcError): void {
    this.#fail(error);
  }

  onDue(): void {
    this.#giveUp(deadlineExceeded());
  }

  #sendRest(address: string | undefined): void {
    const rest = this.#rest;
    this.#rest = [];
    if (address === undefined) return;
    try {
      for (const { label, data } of rest) {
        this.#options.bus.publish(address, data, { reply: this.#address, headers: { [HEADER.chunk]: label } });
      }
    } catch (error) {
      this.#fail(error);
    }
  }

  #join(message: BusMessage, label: string): void {
    try {
      if (this.#joiner === undefined) {
        this.#joiner = new ChunkJoiner(this.#options.maxMessageBytes);
        this.#firstHeaders = message.headers;
      }
      const body = this.#joiner.add(label, message.data);
      if (body !== undefined) this.#succeed({ headers: this.#firstHeaders, body });
    } catch (error) {
      this.#fail(error);
    }
  }

  #succeed(reply: RawReply): void {
    this.#leave();
    const encoding = reply.headers[HEADER.contentEncoding];
    if (encoding === undefined) this.#resolve(reply);
    else this.#unpack(reply, encoding).then(this.#resolve, this.#reject);
  }

  async #unpack({ headers, body }: RawReply, encoding: string): Promise<RawReply> {
    return { headers, body: await decompressBody(body, encoding, { maxBytes: this.#options.maxMessageBytes }) };
  }

  #giveUp(error: RpcError): void {
    this.#fail(error);
    sendCancel(this.#options.bus, this.subject, this.#address, error);
  }

  #fail(error: unknown): void {
    this.#leave();
    this.#reject(error);
  }

  #leave(): void {
    this.#options.mux.close(this.#address);
    this.#options.mux.timers.cancel(this);
    if (this.#onAbort !== undefined) this.#signal?.removeEventListener('abort', this.#onAbort);
  }
}
