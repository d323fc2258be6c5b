import type { Bus, BusMessage, MessageHeaders } from '../../bus/bus.js';
import { deadlineExceeded } from '../deadline.js';
import type { InboxMux, InboxRoute } from '../inbox-mux.js';
import { RpcError } from '../rpc-error.js';
import type { Timed } from '../timer-wheel.js';
import { HEADER } from '../wire/header-names.js';
import { CreditGate } from './credit-gate.js';
import { assertSequence, readCount, type Frame, type FrameKind } from './frame.js';
import { FrameQueue } from './frame-queue.js';
import { ListeningAddresses } from './listening-addresses.js';
import { addressLimits } from './reply-allowance.js';
import type { StreamOptions } from './stream-options.js';

export interface FrameStreamOptions extends StreamOptions {
  readonly bus: Bus;
  readonly mux: InboxMux;
  /** The caller opens the stream; the callee ends it. */
  readonly role: 'caller' | 'callee';
  /** The method's subject. */
  readonly subject: string;
  /** Where the peer listens; a caller learns it from the first frame. */
  readonly peer: string | undefined;
  /** What the peer let us send with its first message. */
  readonly credit: number;
  /** performance.now() at which the stream is given up. */
  readonly deadline: number | undefined;
  /** Called when nothing more is received; the first error counts. `error` is undefined after a regular end. */
  readonly onClosed: (error: RpcError | undefined) => void;
}

const EMPTY = new Uint8Array(0);

/**
 * One side of a stream: frames with sequence numbers under a credit window, both ways. docs/wire-protocol.md is its
 * specification.
 */
export class FrameStream implements InboxRoute, Timed {
  readonly subject: string;
  readonly #options: FrameStreamOptions;
  readonly #incoming: FrameQueue;
  readonly #gate: CreditGate;
  readonly #addresses: ListeningAddresses;
  #peer: string | undefined;
  #received = 0;
  #sent = 0;
  #sending: 'open' | 'ending' | 'ended' = 'open';
  #closed = false;
  #lastHeardMs: number;
  #lastSentMs: number;

  constructor(options: FrameStreamOptions) {
    this.#options = options;
    this.subject = options.subject;
    this.#peer = options.peer;
    this.#gate = new CreditGate(options.credit);
    this.#incoming = new FrameQueue(options.window, (credit) =>
      this.#post('credit', EMPTY, { [HEADER.credit]: String(credit) }),
    );
    this.#lastHeardMs = performance.now();
    this.#lastSentMs = this.#lastHeardMs;
    this.#addresses = new ListeningAddresses(options.mux, this, addressLimits(options));
    options.mux.timers.schedule(this);
  }

  /** Where this side listens now: what a caller gives out with its opening, once. */
  get address(): string {
    return this.#addresses.newest;
  }

  get isClosed(): boolean {
    return this.#closed;
  }

  get dueMs(): number {
    const { deadline = Infinity, heartbeatMs, peerTimeoutMs } = this.#options;
    // Without a peer there is nobody to send a heartbeat to.
    const heartbeat = this.#peer === undefined ? Infinity : this.#lastSentMs + heartbeatMs;
    return Math.min(deadline, heartbeat, this.#lastHeardMs + peerTimeoutMs);
  }

  /** Callee: says where it listens and how much it takes. */
  accept(): void {
    this.#post('open', EMPTY, { [HEADER.credit]: String(this.#options.window) });
  }

  /**
   * Sends a data frame as soon as the peer takes one. One call at a time.
   * @throws RpcError why the stream closed, or RESOURCE_EXHAUSTED when the frame is larger than a message may be
   */
  async send(body: Uint8Array): Promise<void> {
    const wait = this.#gate.take(this.#sent);
    if (wait !== undefined) await wait;
    if (this.#closed || this.#sending !== 'open') return;
    this.#publish('data', body, { [HEADER.sequence]: String(this.#sent) });
    this.#sent += 1;
  }

  /** The next frame of the peer; undefined at its end. @throws RpcError why the stream closed before */
  next(): Promise<Frame | undefined> {
    return this.#incoming.next();
  }

  /** A frame of the peer that is there already; undefined: the next has to be waited for, as have the end and errors. */
  takeReady(): Frame | undefined {
    return this.#incoming.takeReady();
  }

  /** Makes a `send` that waits for credit, and every later one, throw. */
  stopSending(error: RpcError): void {
    this.#gate.close(error);
  }

  /** Nothing more is sent. For a callee this is the end of the stream. */
  end(): void {
    if (this.#closed || this.#sending !== 'open') return;
    this.#sending = 'ending';
    this.#finishSending();
    if (this.#options.role === 'callee') this.#close(undefined);
  }

  /** Callee: ends the stream with an error. */
  fail(body: Uint8Array, headers: MessageHeaders, error: RpcError): void {
    if (this.#closed) return;
    this.#post('error', body, { ...headers, [HEADER.sequence]: String(this.#sent) });
    this.#close(error);
  }

  /** Gives the stream up and tells the peer. */
  cancel(error: RpcError): void {
    if (this.#closed) return;
    this.#postLast('cancel');
    this.#close(error);
  }

  onMessage(message: BusMessage): void {
    if (this.#closed) return;
    if (message.status === 503) {
      this.#close(this.#nobodyError());
      return;
    }
    this.#lastHeardMs = performance.now();
    this.#addresses.heard(message.subject);
    this.#learnPeer(message.reply);
    try {
      this.#onFrame(message);
    } catch (error) {
      this.#breakOff(RpcError.from(error));
    }
  }

  onLost(error: RpcError): void {
    this.#close(error);
  }

  onDue(nowMs: number): void {
    const { deadline = Infinity, heartbeatMs, peerTimeoutMs } = this.#options;
    if (deadline <= nowMs) {
      this.cancel(deadlineExceeded());
      return;
    }
    const silentMs = nowMs - this.#lastHeardMs;
    if (silentMs >= peerTimeoutMs) {
      // After a standstill of this process the peer has given up as well, and its address may be no good any more.
      if (silentMs < 2 * peerTimeoutMs) this.cancel(lostPeer());
      else this.#close(lostPeer());
      return;
    }
    if (this.#peer !== undefined && this.#lastSentMs + heartbeatMs <= nowMs) this.#heartbeat();
    if (!this.#closed) this.#options.mux.timers.schedule(this);
  }

  /** The peer broke the protocol. A callee can still say so in its terminal frame, which its runner sends. */
  #breakOff(error: RpcError): void {
    if (this.#options.role === 'caller') {
      this.cancel(error);
      return;
    }
    this.#incoming.close(error);
    this.#gate.close(error);
    this.#options.onClosed(error);
  }

  #learnPeer(address: string | undefined): void {
    if (address === undefined || address === this.#peer) return;
    this.#peer = address;
    this.#options.mux.timers.schedule(this);
    this.#finishSending();
  }

  /** Sends the end that was asked for, once there is somebody to send it to. */
  #finishSending(): void {
    if (this.#sending !== 'ending' || this.#peer === undefined) return;
    this.#sending = 'ended';
    this.#post('end', EMPTY, { [HEADER.sequence]: String(this.#sent) });
  }

  #onFrame({ headers, data }: BusMessage): void {
    const kind = headers[HEADER.frame] as FrameKind | undefined;
    switch (kind) {
      case 'open':
      case 'credit':
        this.#gate.grant(readCount(headers, HEADER.credit) ?? 0);
        return;
      case 'data':
        assertSequence(headers, this.#received);
        this.#received += 1;
        this.#incoming.push({ headers, body: data.slice() });
        return;
      case 'heartbeat':
        this.#gate.grant(readCount(headers, HEADER.credit) ?? 0);
        assertSequence(headers, this.#received);
        return;
      case 'end':
        assertSequence(headers, this.#received);
        this.#incoming.end();
        if (this.#options.role === 'caller') this.#close(undefined);
        return;
      case 'cancel':
        this.#close(this.#options.role === 'caller' ? lostPeer() : cancelledByCaller());
        return;
      case 'error':
        assertSequence(headers, this.#received);
        this.#endWithError({ headers, body: data.slice() });
        return;
      case undefined:
        // Not of this protocol: an answer of somebody who knows no streams.
        this.#endWithError({ headers, body: data.slice() });
    }
  }

  /** The error travels behind the data, so that the reader first gets what was sent before it. */
  #endWithError(frame: Frame): void {
    this.#incoming.pushLast(frame);
    this.#close(undefined);
  }

  #heartbeat(): void {
    this.#post('heartbeat', EMPTY, {
      [HEADER.sequence]: String(this.#sent),
      [HEADER.credit]: String(this.#incoming.granted),
    });
  }

  /** Publishes a frame and closes the stream when that fails. */
  #post(kind: FrameKind, body: Uint8Array, headers: MessageHeaders): void {
    try {
      this.#publish(kind, body, headers);
    } catch (error) {
      this.#close(RpcError.from(error));
    }
  }

  #publish(kind: FrameKind, body: Uint8Array, headers: MessageHeaders): void {
    if (this.#closed || this.#peer === undefined) return;
    this.#lastSentMs = performance.now();
    // The reply subject lets the server tell at once when the peer is gone, and lets it answer under allow_responses.
    const reply = this.#addresses.giveOut(this.#lastSentMs);
    this.#options.bus.publish(this.#peer, body, { reply, headers: { ...headers, [HEADER.frame]: kind } });
  }

  #postLast(kind: FrameKind): void {
    if (this.#peer === undefined || this.#options.bus.state !== 'connected') return;
    this.#options.bus.publish(this.#peer, EMPTY, { headers: { [HEADER.frame]: kind } });
  }

  #nobodyError(): RpcError {
    const opening = this.#options.role === 'caller' && this.#peer === undefined;
    return opening ? new RpcError('UNAVAILABLE', 'NO_RESPONDERS', `nobody answers at ${this.subject}`) : lostPeer();
  }

  #close(error: RpcError | undefined): void {
    if (this.#closed) return;
    this.#closed = true;
    this.#addresses.close();
    this.#options.mux.timers.cancel(this);
    this.#gate.close(error);
    this.#incoming.close(error);
    this.#options.onClosed(error);
  }
}

function lostPeer(): RpcError {
  return new RpcError('UNAVAILABLE', 'PEER_LOST', 'the other side of the stream is gone');
}

function cancelledByCaller(): RpcError {
  return new RpcError('CANCELLED', 'STREAM_CANCELLED', 'the caller cancelled the stream');
}
