import { closedError, disconnectedError } from '../bus/bus-errors.js';
import type { Bus, BusEvent, BusMessage, BusSubscription } from '../bus/bus.js';
import type { RpcError } from './rpc-error.js';
import { isRpcError } from './rpc-error.js';
import { TimerWheel } from './timer-wheel.js';
import { HEADER } from './wire/header-names.js';

const EMPTY = new Uint8Array(0);
/** More than these are no number that a double holds exactly. */
const MAX_DIGITS = 10;
/** Streams that were told lately that their reader is gone. */
const REMEMBERED = 1024;

/** Who waits at an inbox address. */
export interface InboxRoute {
  /** The subject this route's request went to, so that a refusal by the server finds it. */
  readonly subject: string;
  onMessage(message: BusMessage): void;
  /** The connection broke, was closed, or the server refused the subject. The route has been closed before this call. */
  onLost(error: RpcError): void;
}

/** Gives out addresses under one inbox and hands what arrives there to whoever waits. */
export interface InboxMux {
  readonly timers: TimerWheel;
  /** Messages for an address that is closed: late answers, mostly. */
  readonly lateCount: number;
  /** Calls `listener` at each of them; gives back what ends that. */
  onLate(listener: () => void): () => void;
  /** Addresses in use. */
  readonly openCount: number;
  /** A reply subject whose messages reach `route` until it is closed. */
  open(route: InboxRoute): string;
  close(address: string): void;
}

const MUXES = new WeakMap<Bus, InboxMux>();

/** The mux of a bus: one subscription for all that is asked and streamed over it. Lives as long as the bus. */
export function inboxMuxOf(bus: Bus): InboxMux {
  let mux = MUXES.get(bus);
  if (mux === undefined) {
    mux = new WildcardInboxMux(bus);
    MUXES.set(bus, mux);
  }
  return mux;
}

class WildcardInboxMux implements InboxMux {
  readonly timers = new TimerWheel();
  /** By the number in the address: cheaper to look up than the text, which is a new one in every message. */
  readonly #routes = new Map<number, InboxRoute>();
  readonly #lateListeners = new Set<() => void>();
  readonly #cancelled = new Set<string>();
  readonly #bus: Bus;
  readonly #prefix: string;
  readonly #subscription: BusSubscription;
  /** Never used twice: it stays exact for 36 ** 10 addresses, which is more than a century of a million in a second. */
  #next = 0;
  #late = 0;
  /** Why no answer can reach this inbox. */
  #refused: RpcError | undefined;

  constructor(bus: Bus) {
    this.#bus = bus;
    this.#prefix = `${bus.newInbox()}.`;
    this.#subscription = bus.subscribe(`${this.#prefix}*`, (message) => this.#onMessage(message));
    bus.onEvent((event) => this.#onEvent(event));
  }

  get lateCount(): number {
    return this.#late;
  }

  get openCount(): number {
    return this.#routes.size;
  }

  open(route: InboxRoute): string {
    this.#next += 1;
    const token = this.#next;
    this.#routes.set(token, route);
    // Later, as whoever opens it does not have the address yet.
    if (this.#refused !== undefined) queueMicrotask(() => this.#lose(token, route, this.#refused));
    return this.#prefix + token.toString(36);
  }

  close(address: string): void {
    this.#routes.delete(this.#tokenOf(address));
  }

  onLate(listener: () => void): () => void {
    this.#lateListeners.add(listener);
    return () => this.#lateListeners.delete(listener);
  }

  /** The number at the end of an address; NaN when somebody made it up. The subscription sees to the prefix. */
  #tokenOf(address: string): number {
    const digits = address.length - this.#prefix.length;
    if (digits > MAX_DIGITS) return NaN;
    let token = 0;
    for (let i = this.#prefix.length; i < address.length; i += 1) token = token * 36 + digitOf(address.charCodeAt(i));
    return token;
  }

  #onMessage(message: BusMessage): void {
    const route = this.#routes.get(this.#tokenOf(message.subject));
    if (route !== undefined) {
      route.onMessage(message);
      return;
    }
    this.#late += 1;
    for (const listener of this.#lateListeners) listener();
    this.#cancelStream(message);
  }

  /** Somebody streams to a reader that is gone: without this it would go on until it hears nothing for 15 s. */
  #cancelStream({ headers, reply }: BusMessage): void {
    const frame = headers[HEADER.frame];
    if (reply === undefined || (frame !== 'open' && frame !== 'data' && frame !== 'heartbeat')) return;
    // Once: a window of frames may be under way, and what may be sent to one reply subject is counted by the server.
    if (this.#bus.state !== 'connected' || this.#cancelled.has(reply)) return;
    if (this.#cancelled.size === REMEMBERED) this.#cancelled.clear();
    this.#cancelled.add(reply);
    this.#bus.publish(reply, EMPTY, { headers: { [HEADER.frame]: 'cancel' } });
  }

  #onEvent(event: BusEvent): void {
    if (event.type === 'disconnected') this.#loseAll(disconnectedError());
    else if (event.type === 'closed') {
      this.#subscription.unsubscribe();
      this.#loseAll(closedError());
    } else if (event.type === 'error' && isRpcError(event.error) && event.error.code === 'PERMISSION_DENIED') {
      this.#onRefusal(event.error);
    }
  }

  #loseAll(error: RpcError): void {
    const lost = [...this.#routes.values()];
    this.#routes.clear();
    for (const route of lost) route.onLost(error);
  }

  #onRefusal(error: RpcError): void {
    const { operation, subject } = error.details;
    if (operation === 'publish') {
      for (const [token, route] of this.#routes) if (route.subject === subject) this.#lose(token, route, error);
    } else if (subject === `${this.#prefix}*`) {
      this.#refused = error;
      this.#loseAll(error);
    }
  }

  #lose(token: number, route: InboxRoute, error: RpcError | undefined): void {
    if (error !== undefined && this.#routes.delete(token)) route.onLost(error);
  }
}

/** Of a digit to base 36 as toString(36) writes it; NaN for anything else. */
function digitOf(code: number): number {
  if (code >= 48 && code <= 57) return code - 48;
  return code >= 97 && code <= 122 ? code - 87 : NaN;
}
