import { HourPassed } from '@bodybroker/contracts-time-manager';
import { systemClock } from '@bodybroker/domain';
import { decodeEvent, decodePayload, type NatsConnection, type StoredMessage } from '@bodybroker/nats-sdk';
import { RedisStore, createRedis, type RedisClient } from '@bodybroker/storage';
import { newKey } from '../api.js';
import { connectAs } from '../connect-as.js';
import { eventually } from '../eventually.js';
import type { NatsAccess } from '../nats-access.js';

const STREAMS = ['GAME_EVENTS', 'NARRATIVE_EVENTS', 'SYSTEM_EVENTS'] as const;
/** Those that stand still while nobody plays. */
const TOLD = ['GAME_EVENTS', 'NARRATIVE_EVENTS'] as const;
/** Time for what is published past an outbox. */
const QUIET_MS = 250;
const MESSAGE_ID = 'Nats-Msg-Id';

/** The streams as an operator has them, and the outboxes before them: past the services, straight from JetStream and Redis. */
export class StoredEvents {
  readonly #connection: NatsConnection;
  readonly #redis: RedisClient;
  readonly #services: readonly string[];
  readonly #stores: readonly RedisStore[];

  private constructor(connection: NatsConnection, redis: RedisClient, services: readonly string[]) {
    this.#connection = connection;
    this.#redis = redis;
    this.#services = services;
    this.#stores = services.map((service) => new RedisStore(service, redis, { clock: systemClock }));
  }

  /** @param services those that run: durables of others are never at the end */
  static async open(access: NatsAccess, redisUrl: string, services: readonly string[]): Promise<StoredEvents> {
    return new StoredEvents(await connectAs('operator', access), createRedis(redisUrl), services);
  }

  async close(): Promise<void> {
    await Promise.all([this.#connection.close(), this.#redis.close()]);
  }

  /** All that is stored of one player, in the order of the streams. */
  async ofPlayer(playerId: string): Promise<readonly StoredMessage[]> {
    return [
      ...(await this.#read('GAME_EVENTS', `game.*.*.${playerId}`)),
      ...(await this.#read('NARRATIVE_EVENTS', `narr.*.*.${playerId}`)),
    ];
  }

  /** Until an hour is told of: ms of game time. */
  async untilHour(gms: number): Promise<void> {
    await eventually(async () => {
      const hours = await this.#read('GAME_EVENTS', 'game.time.hour_passed.*');
      expect(hours.map(({ data }) => Number(decodePayload(HourPassed, decodeEvent(data)).gms))).toContain(gms);
    }, 10_000);
  }

  /**
   * Publishes a stored message once more.
   * @param messageId `same` is what a relay does that missed the answer; `new` is what comes of a redelivery after the stream forgot
   * @returns whether the stream took it for one that it has
   */
  async publishAgain({ subject, data, headers }: StoredMessage, messageId: 'same' | 'new'): Promise<boolean> {
    const { [MESSAGE_ID]: first, ...rest } = headers;
    if (first === undefined) throw new Error(`${subject} was published without an id`);
    const id = messageId === 'same' ? first : newKey();
    return (await this.#connection.events.publish(subject, data, { headers: rest, messageId: id })).duplicate;
  }

  /**
   * Until every running service has handled all that is stored, and what came of it: everything handled, then nothing left in an
   * outbox, and the streams at the end no longer than before either.
   */
  async untilHandled(withinMs = 20_000): Promise<void> {
    await eventually(async () => {
      const before = await this.#ends();
      expect(await this.#behind()).toEqual([]);
      expect(await this.#unpublished()).toEqual([]);
      await new Promise((wake) => setTimeout(wake, QUIET_MS));
      expect(await this.#ends()).toEqual(before);
    }, withinMs);
  }

  async #read(stream: (typeof TOLD)[number], filterSubject: string): Promise<readonly StoredMessage[]> {
    const signal = AbortSignal.timeout(10_000);
    const options = { filterSubject, start: { from: 'all' }, end: 'stop-at-end', signal } as const;
    const found: StoredMessage[] = [];
    for await (const message of this.#connection.events.read(stream, options)) found.push(message);
    return found;
  }

  async #behind(): Promise<readonly string[]> {
    const consumers = await Promise.all(STREAMS.map((stream) => this.#connection.events.consumers(stream)));
    return consumers
      .flat()
      .filter(({ durable }) => this.#services.some((service) => durable.startsWith(`${service}-`)))
      .filter(({ pending, ackPending }) => pending + ackPending > 0)
      .map(({ durable, pending, ackPending }) => `${durable}: ${pending} + ${ackPending}`);
  }

  async #unpublished(): Promise<readonly string[]> {
    const backlogs = this.#stores.map(async ({ service, outbox }) => ({ service, backlog: await outbox.backlog() }));
    return (await Promise.all(backlogs))
      .filter(({ backlog }) => backlog.some((entries) => entries > 0))
      .map(({ service }) => `outbox of ${service}`);
  }

  async #ends(): Promise<readonly number[]> {
    const streams = await Promise.all(TOLD.map((stream) => this.#connection.events.stream(stream)));
    return streams.map((stream) => stream?.lastSequence ?? 0);
  }
}
