import type { NatsConnection, StoredMessage } from '@bodybroker/nats-sdk';
import { newKey } from '../api.js';
import { connectAs } from '../connect-as.js';
import { eventually } from '../eventually.js';
import type { NatsAccess } from '../nats-access.js';

const STREAMS = ['GAME_EVENTS', 'NARRATIVE_EVENTS', 'SYSTEM_EVENTS'] as const;
/** Those that stand still while nobody plays. */
const TOLD = ['GAME_EVENTS', 'NARRATIVE_EVENTS'] as const;
/** After so long without anything new, nothing is on its way: an outbox is emptied sooner. */
const QUIET_MS = 250;
const MESSAGE_ID = 'Nats-Msg-Id';

/** The streams as an operator has them: past the services, straight from JetStream. */
export class StoredEvents {
  readonly #connection: NatsConnection;
  readonly #services: readonly string[];

  private constructor(connection: NatsConnection, services: readonly string[]) {
    this.#connection = connection;
    this.#services = services;
  }

  /** @param services those that run: durables of others are never at the end */
  static async open(access: NatsAccess, services: readonly string[]): Promise<StoredEvents> {
    return new StoredEvents(await connectAs('operator', access), services);
  }

  close(): Promise<void> {
    return this.#connection.close();
  }

  /** All that is stored of one player, in the order of the streams. */
  async ofPlayer(playerId: string): Promise<readonly StoredMessage[]> {
    const found: StoredMessage[] = [];
    for (const stream of TOLD) {
      const prefix = stream === 'GAME_EVENTS' ? 'game' : 'narr';
      const filterSubject = `${prefix}.*.*.${playerId}`;
      const options = { filterSubject, start: { from: 'all' }, end: 'stop-at-end' } as const;
      const signal = AbortSignal.timeout(10_000);
      for await (const message of this.#connection.events.read(stream, { ...options, signal })) found.push(message);
    }
    return found;
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

  /** Until every running service has handled all that is stored, and what came of it. */
  async untilHandled(withinMs = 20_000): Promise<void> {
    let ends: readonly number[] = [];
    await eventually(async () => {
      expect(await this.#behind()).toEqual([]);
      const before = ends;
      ends = await this.#ends();
      if (String(before) !== String(ends)) await new Promise((wake) => setTimeout(wake, QUIET_MS));
      expect(before).toEqual(ends);
    }, withinMs);
  }

  async #behind(): Promise<readonly string[]> {
    const consumers = await Promise.all(STREAMS.map((stream) => this.#connection.events.consumers(stream)));
    return consumers
      .flat()
      .filter(({ durable }) => this.#services.some((service) => durable.startsWith(`${service}-`)))
      .filter(({ pending, ackPending }) => pending + ackPending > 0)
      .map(({ durable, pending, ackPending }) => `${durable}: ${pending} + ${ackPending}`);
  }

  async #ends(): Promise<readonly number[]> {
    const streams = await Promise.all(TOLD.map((stream) => this.#connection.events.stream(stream)));
    return streams.map((stream) => stream?.lastSequence ?? 0);
  }
}
