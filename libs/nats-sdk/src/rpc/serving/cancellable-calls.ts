import type { Bus, BusMessage, BusSubscription } from '../../bus/bus.js';
import { deadlineExceeded } from '../deadline.js';
import { RpcError } from '../rpc-error.js';
import { HEADER } from '../wire/header-names.js';
import type { IncomingCall } from './incoming-call.js';

/** The unary calls under way in one server by their reply subjects, so that a caller's cancel finds its own. */
export class CancellableCalls {
  readonly #bus: Bus;
  readonly #calls = new Map<string, IncomingCall>();
  #subscriptions: readonly BusSubscription[] = [];

  constructor(bus: Bus) {
    this.#bus = bus;
  }

  /** How many calls could be cancelled now. */
  get size(): number {
    return this.#calls.size;
  }

  /** Listens for cancels: every instance for itself, as nobody knows which one has the call. */
  start(subjects: Iterable<string>): void {
    this.#subscriptions = Array.from(subjects, (subject) =>
      this.#bus.subscribe(subject, (message) => this.#cancel(message)),
    );
  }

  stop(): void {
    for (const subscription of this.#subscriptions) subscription.unsubscribe();
    this.#subscriptions = [];
  }

  /** Takes a call from its arrival on; one without a reply subject has nobody who could cancel it. */
  add(call: IncomingCall): void {
    if (call.replyTo !== undefined) this.#calls.set(call.replyTo, call);
  }

  remove(call: IncomingCall): void {
    // A caller that uses one reply subject twice must not lose its second call here.
    if (call.replyTo !== undefined && this.#calls.get(call.replyTo) === call) this.#calls.delete(call.replyTo);
  }

  #cancel({ headers }: BusMessage): void {
    const address = headers[HEADER.call];
    if (address === undefined) return;
    const isLate = headers[HEADER.code] === 'DEADLINE_EXCEEDED';
    this.#calls.get(address)?.cancel(isLate ? deadlineExceeded() : cancelledByCaller());
  }
}

function cancelledByCaller(): RpcError {
  return new RpcError('CANCELLED', 'CANCELLED', 'the caller cancelled the call');
}
