import { isDeepStrictEqual } from 'node:util';
import { DomainError, notFound, pageOf, type Clock, type Page, type PageOf } from '@bodybroker/domain';
import type { ConsumerInfo, ConsumerSpec, EventLog, StartPosition } from '@bodybroker/nats-sdk';
import type { Store } from '@bodybroker/storage';
import type { Caller } from '../domain/caller.js';
import { narrowestSubject, type EventFilter } from '../domain/event-filter.js';
import { EVENT_STREAMS, type EventStreamName } from '../domain/event-stream.js';
import { assertRoomFor, durableOf, filterOfNotes, notesOf, ownerOf } from '../domain/subscription.js';

/** A durable subscription, as it stands. */
export interface Subscription {
  readonly name: string;
  readonly filter: EventFilter;
  readonly consumer: ConsumerInfo;
  /** Since the last pull, or since it was made. */
  readonly idleMs: number;
}

/** What a subscription is made with. */
export interface SubscriptionPlan {
  readonly name: string;
  readonly filter: EventFilter;
  readonly start: StartPosition;
  readonly ackWaitMs: number;
  readonly maxDeliver: number;
}

/** Events handed out by one subscription and not answered. */
const MAX_ACK_PENDING = 1000;
/** Sorted by the time of the last pull. */
export const PULLED_INDEX = 'pulled';
const STREAMS = Object.values(EVENT_STREAMS);

/** Durable subscriptions: consumers of the streams, with the caller's filter in their notes. Times of pulls are in the store. */
export class Subscriptions {
  readonly #log: EventLog;
  readonly #store: Store;
  readonly #clock: Clock;

  constructor(log: EventLog, store: Store, clock: Clock) {
    this.#log = log;
    this.#store = store;
    this.#clock = clock;
  }

  /** @throws DomainError NOT_FOUND SUBSCRIPTION_NOT_FOUND */
  async require(caller: Caller, name: string): Promise<Subscription> {
    const found = await this.#find(caller, name);
    if (found === undefined) throw notFound('subscription', name);
    return found;
  }

  /**
   * Makes a subscription, or answers the one that is there with the same settings.
   * @throws DomainError ALREADY_EXISTS SUBSCRIPTION_EXISTS; RESOURCE_EXHAUSTED TOO_MANY_SUBSCRIPTIONS
   */
  async create(caller: Caller, plan: SubscriptionPlan): Promise<Subscription> {
    const spec = specOf(caller, plan);
    const existing = await this.#find(caller, plan.name);
    if (existing !== undefined) {
      if (isSame(existing.consumer, spec)) return existing;
      const message = `subscription "${plan.name}" exists with other settings`;
      throw new DomainError('ALREADY_EXISTS', 'SUBSCRIPTION_EXISTS', message, { details: { id: plan.name } });
    }
    assertRoomFor((await this.#ofOwner(ownerOf(caller))).length);
    const consumer = await this.#log.createConsumer(spec);
    await this.touch(consumer.durable);
    return this.#read(consumer) ?? (await this.require(caller, plan.name));
  }

  /** A page of a caller's subscriptions, by name. */
  async list(caller: Caller, page: Page): Promise<PageOf<Subscription>> {
    const { rows, nextPageToken } = pageOf(await this.#ofOwner(ownerOf(caller)), page, ({ name }) => name);
    return { rows: await Promise.all(rows.map((subscription) => this.#withIdle(subscription))), nextPageToken };
  }

  /** All subscriptions of all callers. */
  async all(): Promise<readonly Subscription[]> {
    return Promise.all((await this.#everyone()).map((subscription) => this.#withIdle(subscription)));
  }

  async delete({ consumer: { stream, durable } }: Subscription): Promise<void> {
    await this.#log.deleteConsumer(stream, durable);
    const forget = { op: 'remove', index: PULLED_INDEX, member: durable } as const;
    await this.#store.shard(durable).commit({ indexes: [forget] });
  }

  /** Notes that somebody pulled just now. */
  async touch(durable: string): Promise<void> {
    const mark = { op: 'set', index: PULLED_INDEX, member: durable, score: this.#clock.now() } as const;
    await this.#store.shard(durable).commit({ indexes: [mark] });
  }

  async #find(caller: Caller, name: string): Promise<Subscription | undefined> {
    const durable = durableOf(caller, name);
    const consumers = await Promise.all(STREAMS.map((stream) => this.#log.consumer(stream, durable)));
    const consumer = consumers.find((one) => one !== undefined);
    const subscription = consumer && this.#read(consumer);
    return subscription && this.#withIdle(subscription);
  }

  async #ofOwner(owner: string): Promise<readonly Subscription[]> {
    return (await this.#everyone()).filter(({ consumer }) => consumer.metadata?.['owner'] === owner);
  }

  async #everyone(): Promise<readonly Subscription[]> {
    const consumers = await Promise.all(STREAMS.map((stream) => this.#log.consumers(stream)));
    return consumers.flat().flatMap((consumer) => this.#read(consumer) ?? []);
  }

  #read(consumer: ConsumerInfo): Subscription | undefined {
    const filter = filterOfNotes(consumer.metadata, consumer.stream as EventStreamName);
    return filter && { name: consumer.metadata?.['name'] ?? '', filter, consumer, idleMs: 0 };
  }

  async #withIdle(subscription: Subscription): Promise<Subscription> {
    const { durable } = subscription.consumer;
    const pulledMs = await this.#store.shard(durable).score(PULLED_INDEX, durable);
    // With the store lost, it counts from now.
    if (pulledMs === undefined) await this.touch(durable);
    return pulledMs === undefined ? subscription : { ...subscription, idleMs: this.#clock.now() - pulledMs };
  }
}

function specOf(caller: Caller, { name, filter, start, ackWaitMs, maxDeliver }: SubscriptionPlan): ConsumerSpec {
  return {
    stream: filter.stream,
    durable: durableOf(caller, name),
    filterSubject: narrowestSubject(filter),
    start,
    ackWaitMs,
    maxDeliver,
    maxAckPending: MAX_ACK_PENDING,
    metadata: notesOf(caller, name, filter),
  };
}

function isSame(existing: ConsumerInfo, wanted: ConsumerSpec): boolean {
  const settings = Object.keys(wanted) as readonly (keyof ConsumerSpec)[];
  return settings.every((setting) => isDeepStrictEqual(existing[setting], wanted[setting]));
}
