import type { ConsumerInfo, ConsumerSpec, StartPosition, StoredMessage } from '../event-log.js';
import type { MemoryStream } from './memory-stream.js';

/** A message handed out and not answered yet. */
interface Outstanding {
  attempt: number;
  /** When it is due again: the end of its ack wait, or of the delay asked for. */
  dueMs: number;
  /** Whether the due time came by a nak; only for the counts a server shows. */
  redelivered: boolean;
}

export interface Handout {
  readonly message: StoredMessage;
  readonly attempt: number;
  readonly consumerSequence: number;
  readonly pending: number;
}

export interface MemoryConsumerHooks {
  readonly now: () => number;
  readonly onMaxDeliveries: (consumer: MemoryConsumer, sequence: number, deliveries: number) => void;
  readonly onTerminated: (consumer: MemoryConsumer, sequence: number, deliveries: number, reason: string) => void;
}

/** A durable consumer with explicit acks: what it has handed out and what comes next. */
export class MemoryConsumer {
  readonly spec: ConsumerSpec;
  readonly #stream: MemoryStream;
  readonly #hooks: MemoryConsumerHooks;
  readonly #filter: readonly string[];
  readonly #outstanding = new Map<number, Outstanding>();
  readonly #createdMs: number;
  #nextSequence: number;
  #handedOut = 0;

  constructor(spec: ConsumerSpec, stream: MemoryStream, hooks: MemoryConsumerHooks) {
    this.spec = spec;
    this.#stream = stream;
    this.#hooks = hooks;
    this.#filter = spec.filterSubject.split('.');
    this.#createdMs = hooks.now();
    this.#nextSequence = firstSequence(stream, spec.start);
  }

  /** Up to `max` messages that are due now: redeliveries first. */
  take(max: number): Handout[] {
    const taken: Handout[] = [];
    const now = this.#hooks.now();
    for (const [sequence, entry] of this.#outstanding) {
      if (taken.length >= max) break;
      if (entry.dueMs > now) continue;
      const message = this.#stream.get(sequence);
      if (!message || entry.attempt >= this.spec.maxDeliver) {
        this.#outstanding.delete(sequence);
        if (message) this.#hooks.onMaxDeliveries(this, sequence, entry.attempt);
        continue;
      }
      taken.push(this.#handOut(message, { ...entry, attempt: entry.attempt + 1, redelivered: true }));
    }
    while (taken.length < max && this.#outstanding.size < this.spec.maxAckPending) {
      const message = this.#stream.next(this.#nextSequence, this.#filter);
      if (!message) break;
      this.#nextSequence = message.sequence + 1;
      taken.push(this.#handOut(message, { attempt: 1, dueMs: 0, redelivered: false }));
    }
    return taken;
  }

  /** When something already handed out is due again; Infinity when nothing is. */
  nextDueMs(): number {
    let next = Infinity;
    for (const { dueMs } of this.#outstanding.values()) next = Math.min(next, dueMs);
    return next;
  }

  ack(sequence: number): void {
    this.#outstanding.delete(sequence);
    if (this.#stream.declaration.retention === 'work-queue') this.#stream.remove(sequence);
  }

  nak(sequence: number, attempt: number, delayMs: number): void {
    this.#postpone(sequence, attempt, delayMs);
  }

  working(sequence: number, attempt: number): void {
    this.#postpone(sequence, attempt, this.spec.ackWaitMs);
  }

  term(sequence: number, reason: string): void {
    const entry = this.#outstanding.get(sequence);
    if (!entry) return;
    this.ack(sequence);
    this.#hooks.onTerminated(this, sequence, entry.attempt, reason);
  }

  info(): ConsumerInfo {
    return {
      ...this.spec,
      pending: this.#stream.count(this.#nextSequence, this.#filter),
      ackPending: this.#outstanding.size,
      redelivered: [...this.#outstanding.values()].filter(({ redelivered }) => redelivered).length,
      createdMs: this.#createdMs,
    };
  }

  // An answer to an earlier delivery must not touch the present one.
  #postpone(sequence: number, attempt: number, delayMs: number): void {
    const entry = this.#outstanding.get(sequence);
    if (entry?.attempt === attempt) entry.dueMs = this.#hooks.now() + delayMs;
  }

  #handOut(message: StoredMessage, entry: Outstanding): Handout {
    // Set anew, so that what was handed out longest ago comes first next time.
    this.#outstanding.delete(message.sequence);
    this.#outstanding.set(message.sequence, { ...entry, dueMs: this.#hooks.now() + this.spec.ackWaitMs });
    this.#handedOut += 1;
    return {
      message,
      attempt: entry.attempt,
      consumerSequence: this.#handedOut,
      pending: this.#stream.count(this.#nextSequence, this.#filter),
    };
  }
}

function firstSequence(stream: MemoryStream, start: StartPosition): number {
  switch (start.from) {
    case 'new':
      return stream.lastSequence + 1;
    case 'all':
      return 1;
    case 'sequence':
      return start.sequence;
    case 'time':
      return stream.firstSequenceSince(start.timeMs);
  }
}
