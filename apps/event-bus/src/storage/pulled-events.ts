import type { Clock } from '@bodybroker/domain';
import type { Bus, Delivery } from '@bodybroker/nats-sdk';
import { jsonCodec, type Commit, type IndexChange, type Put, type Shard, type Store } from '@bodybroker/storage';
import { ackExpired, isAnswerable, stepOf, type AnswerKind, type PulledEvent } from '../domain/pulled-event.js';
import { PULLED_INDEX, type Subscription } from './subscriptions.js';

/** When events are given up that were delivered for the last time: members `<durable>/<token>`, scores Unix ms. */
export const LAST_CHANCES_INDEX = 'last-chances';
const KIND = 'pulled-event';
/** How long after its ack wait an event is given up; the server's own notice comes first. */
const GRACE_MS = 500;
/** How long what is known of a last delivery outlives it, for the worker that gives it up. */
const LAST_TTL_MS = 24 * 3_600_000;
const NANOS_PER_MS = 1_000_000;
const codec = jsonCodec<PulledEvent>();

/** An answer to events. `delayMs`: how long a nacked event stays away. */
export type Answer = { readonly kind: 'ack' } | { readonly kind: 'nack'; readonly delayMs: number };

/** Events that are handed out, by the tokens they are answered with. A token lives as long as the ack wait. */
export class PulledEvents {
  readonly #store: Store;
  readonly #bus: Bus;
  readonly #clock: Clock;
  readonly #newId: () => string;

  constructor(store: Store, bus: Bus, { clock, newId }: { readonly clock: Clock; readonly newId: () => string }) {
    this.#store = store;
    this.#bus = bus;
    this.#clock = clock;
    this.#newId = newId;
  }

  /** Makes tokens for deliveries, in their order, and notes the pull. */
  async issue({ consumer }: Subscription, deliveries: readonly Delivery[]): Promise<readonly string[]> {
    const { durable, ackWaitMs, maxDeliver } = consumer;
    const nowMs = this.#clock.now();
    const tokens = deliveries.map(() => this.#newId());
    const puts: Put[] = [];
    const indexes: IndexChange[] = [{ op: 'set', index: PULLED_INDEX, member: durable, score: nowMs }];
    for (const [index, { stream, sequence, ackSubject, attempt }] of deliveries.entries()) {
      const id = `${durable}/${tokens[index] ?? ''}`;
      const isLast = attempt >= maxDeliver;
      const expiresMs = nowMs + ackWaitMs;
      const pulled: PulledEvent = { stream, sequence, durable, ackSubject, attempt, isLast, expiresMs };
      puts.push({ kind: KIND, id, bytes: codec.encode(pulled), ttlMs: ackWaitMs + (isLast ? LAST_TTL_MS : 0) });
      if (isLast) indexes.push({ op: 'set', index: LAST_CHANCES_INDEX, member: id, score: expiresMs + GRACE_MS });
    }
    await this.#store.shard(durable).commit({ puts, indexes });
    return tokens;
  }

  /**
   * Answers events, all or none; an answer given before is taken again.
   * @throws DomainError FAILED_PRECONDITION ACK_EXPIRED with the tokens that are unknown, too late, or answered otherwise
   */
  async answer(durable: string, ackTokens: readonly string[], answer: Answer): Promise<number> {
    const tokens = [...new Set(ackTokens)];
    const shard = this.#store.shard(durable);
    const ids = tokens.map((token) => `${durable}/${token}`);
    const stored = await shard.getMany(KIND, ids);
    const nowMs = this.#clock.now();
    const pulled = stored.map((one) => one && codec.decode(one.bytes));
    const live = pulled.filter((one) => isAnswerable(one, answer.kind, nowMs));
    if (live.length < tokens.length) {
      throw ackExpired(tokens.filter((_, index) => !isAnswerable(pulled[index], answer.kind, nowMs)));
    }
    for (const one of live) if (stepOf(one, answer.kind) === 'tell-server') this.#tell(one, answer);
    await this.#bus.flush();
    await shard.commit(noteAnswers(ids, live, answer.kind, nowMs));
    return tokens.length;
  }

  /** What a member of {@link LAST_CHANCES_INDEX} stands for. */
  async lastChance(shard: Shard, member: string): Promise<PulledEvent | undefined> {
    const stored = await shard.get(KIND, member);
    return stored && codec.decode(stored.bytes);
  }

  /** Has the server forget an event that was given up. */
  async dismiss(pulled: PulledEvent): Promise<void> {
    this.#tell(pulled, { kind: 'ack' });
    await this.#bus.flush();
  }

  #tell({ ackSubject }: PulledEvent, answer: Answer): void {
    const text = answer.kind === 'ack' ? '+ACK' : `-NAK {"delay":${answer.delayMs * NANOS_PER_MS}}`;
    this.#bus.publish(ackSubject, Buffer.from(text));
  }
}

/** What the store keeps of answers, so that they can be repeated and nobody gives an answered event up. */
function noteAnswers(
  ids: readonly string[],
  pulled: readonly PulledEvent[],
  answer: AnswerKind,
  nowMs: number,
): Commit {
  const puts: Put[] = [];
  const indexes: IndexChange[] = [];
  for (const [index, one] of pulled.entries()) {
    const step = stepOf(one, answer);
    const id = ids[index] ?? '';
    if (step === 'nothing') continue;
    const ttlMs = Math.max(1, one.expiresMs - nowMs) + (one.isLast ? LAST_TTL_MS : 0);
    puts.push({ kind: KIND, id, bytes: codec.encode({ ...one, answer }), ttlMs });
    if (step === 'dead-letter') indexes.push({ op: 'set', index: LAST_CHANCES_INDEX, member: id, score: nowMs });
    else if (one.isLast) indexes.push({ op: 'remove', index: LAST_CHANCES_INDEX, member: id });
  }
  return { puts, indexes };
}
