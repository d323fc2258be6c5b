import { drawSequence } from '@bodybroker/domain';
import {
  RpcError,
  type Bus,
  type BusEvent,
  type BusMessage,
  type BusState,
  type BusSubscription,
  type PublishOptions,
  type SubscribeOptions,
} from '@bodybroker/nats-sdk';
import { RuleState, type Fault, type FaultRule, type RuleTarget } from './fault-rule.js';

export interface FaultBusOptions {
  /** The same seed and the same messages give the same faults. */
  readonly seed: number | string;
  readonly rules: readonly FaultRule[];
}

/**
 * A Bus that loses, delays, repeats and reorders messages and breaks its connection, by rules and a seed. Wraps any
 * other bus. The first rule that hits a message decides.
 */
export class FaultBus implements Bus {
  readonly #inner: Bus;
  readonly #rules: readonly RuleState[];
  readonly #draw: () => number;
  readonly #listeners = new Set<(event: BusEvent) => void>();
  readonly #timers = new Set<NodeJS.Timeout>();
  readonly #stopListening: () => void;
  #held: (() => void) | undefined;
  #cut = false;

  constructor(inner: Bus, options: FaultBusOptions) {
    this.#inner = inner;
    this.#draw = drawSequence('fault-bus', options.seed);
    this.#rules = options.rules.map((rule) => new RuleState(rule, this.#draw));
    this.#stopListening = inner.onEvent((event) => this.#emit(event));
  }

  get state(): BusState {
    return this.#cut && this.#inner.state === 'connected' ? 'disconnected' : this.#inner.state;
  }

  get maxPayloadBytes(): number {
    return this.#inner.maxPayloadBytes;
  }

  get server(): string {
    return this.#cut ? '' : this.#inner.server;
  }

  /** How often each rule has hit, in the order of the rules. */
  get hits(): readonly number[] {
    return this.#rules.map(({ hits }) => hits);
  }

  publish(subject: string, data: Uint8Array, options: PublishOptions = {}): void {
    this.#assertConnected();
    // Copied, for a delayed message must not see what the publisher does with its buffer meanwhile.
    const copy = data.slice();
    const send = (): void => {
      if (this.state === 'connected') this.#inner.publish(subject, copy, options);
    };
    this.#pass({ on: 'publish', subject, headers: options.headers ?? {} }, send);
  }

  subscribe(subject: string, handler: (message: BusMessage) => void, options: SubscribeOptions = {}): BusSubscription {
    let isActive = true;
    const onMessage = (message: BusMessage): void => {
      if (this.#cut) return;
      const deliver = (): void => {
        if (isActive && !this.#cut) handler(message);
      };
      this.#pass({ on: 'deliver', subject: message.subject, headers: message.headers }, deliver);
    };
    const subscription = this.#inner.subscribe(subject, onMessage, options);
    return {
      unsubscribe: () => {
        isActive = false;
        subscription.unsubscribe();
      },
      drain: () => subscription.drain(),
    };
  }

  newInbox(): string {
    return this.#inner.newInbox();
  }

  async flush(): Promise<void> {
    this.#assertConnected();
    await this.#inner.flush();
  }

  async rtt(): Promise<number> {
    this.#assertConnected();
    return this.#inner.rtt();
  }

  onEvent(listener: (event: BusEvent) => void): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  /** Breaks the connection until {@link reconnect}. */
  disconnect(): void {
    if (this.state !== 'connected') return;
    this.#cut = true;
    this.#held = undefined;
    this.#emit({ type: 'disconnected' });
  }

  reconnect(): void {
    if (!this.#cut) return;
    this.#cut = false;
    this.#emit({ type: 'reconnected', server: this.#inner.server });
  }

  /** Forgets what is held back or delayed and lets go of the wrapped bus, which stays open. */
  dispose(): void {
    for (const timer of this.#timers) clearTimeout(timer);
    this.#timers.clear();
    this.#held = undefined;
    this.#stopListening();
  }

  #pass(target: RuleTarget, go: () => void): void {
    const fault = this.#faultFor(target);
    if (fault?.kind === 'reorder') {
      this.#hold(go, fault.maxHoldMs);
      return;
    }
    const held = this.#held;
    this.#held = undefined;
    this.#apply(fault, go);
    held?.();
  }

  #faultFor(target: RuleTarget): Fault | undefined {
    for (const rule of this.#rules) {
      const fault = rule.faultFor(target);
      if (fault !== undefined) return fault;
    }
    return undefined;
  }

  #apply(fault: Exclude<Fault, { kind: 'reorder' }> | undefined, go: () => void): void {
    switch (fault?.kind) {
      case undefined:
        go();
        return;
      case 'drop':
        return;
      case 'delay':
        this.#later(fault.minMs + this.#draw() * (fault.maxMs - fault.minMs), go);
        return;
      case 'duplicate':
        for (let copy = 0; copy <= fault.copies; copy += 1) go();
        return;
      case 'disconnect':
        this.disconnect();
        this.#later(fault.forMs, () => this.reconnect());
    }
  }

  #hold(go: () => void, maxHoldMs: number): void {
    const before = this.#held;
    this.#held = go;
    before?.();
    this.#later(maxHoldMs, () => {
      if (this.#held !== go) return;
      this.#held = undefined;
      go();
    });
  }

  #later(delayMs: number, work: () => void): void {
    const timer = setTimeout(() => {
      this.#timers.delete(timer);
      work();
    }, delayMs);
    this.#timers.add(timer);
  }

  #emit(event: BusEvent): void {
    for (const listener of this.#listeners) listener(event);
  }

  #assertConnected(): void {
    if (this.state !== 'disconnected') return;
    throw new RpcError('UNAVAILABLE', 'DISCONNECTED', 'not connected to the message server');
  }
}
