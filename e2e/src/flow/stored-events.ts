import { connectNats, type NatsConnection, type StoredMessage } from '@bodybroker/nats-sdk';
import { newKey } from '../api.js';
import { eventually } from '../eventually.js';

const STREAMS = ['GAME_EVENTS', 'NARRATIVE_EVENTS', 'SYSTEM_EVENTS'] as const;
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
  static async open(natsUrl: string, services: readonly string[]): Promise<StoredEvents> {
    return new StoredEvents(await connectNats({ servers: [natsUrl], name: 'flow' }), services);
  }

  close(): Promise<void> {
    return this.#connection.close();
  }

  /** All that is stored of one player, in the order of the streams. */
  async ofPlayer(playerId: string): Promise<readonly StoredMessage[]> {
    const found: StoredMessage[] = [];
    for (const stream of STREAMS.slice(0, 2)) {
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

  /** Until every running service has handled all that is stored. */
  async untilHandled(withinMs = 15_000): Promise<void> {
    await eventually(async () => {
      for (const stream of STREAMS) {
        const consumers = await this.#connection.events.consumers(stream);
        const behind = consumers
          .filter(({ durable }) => this.#services.some((service) => durable.startsWith(`${service}-`)))
          .filter(({ pending, ackPending }) => pending + ackPending > 0)
          .map(({ durable, pending, ackPending }) => `${durable}: ${pending} + ${ackPending}`);
        expect(behind).toEqual([]);
      }
    }, withinMs);
  }
}
