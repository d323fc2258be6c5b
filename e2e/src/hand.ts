import type { BusMessage, NatsConnection } from '@bodybroker/nats-sdk';
import { connectAs } from './connect-as.js';
import type { NatsAccess } from './nats-access.js';

/** A call that reached a hand. */
export interface HandCall {
  readonly input: Readonly<Record<string, unknown>>;
  readonly headers: Readonly<Record<string, string>>;
  readonly atMs: number;
}

/** What a hand answers: a result, an error, or nothing at all. */
export type HandAnswer = { readonly result: object } | { readonly error: object; readonly status: number } | 'silence';

/** A service by hand: answers one subject in JSON, with nothing but NATS, as docs/wire-protocol.md has it. */
export class Hand {
  readonly calls: HandCall[] = [];
  readonly #connection: NatsConnection;

  private constructor(connection: NatsConnection) {
    this.#connection = connection;
  }

  /** @param answer told of the calls so far, this one included */
  static async serve(
    access: NatsAccess,
    subject: string,
    answer: (calls: readonly HandCall[]) => HandAnswer,
  ): Promise<Hand> {
    const connection = await connectAs('hand', access);
    const hand = new Hand(connection);
    connection.bus.subscribe(subject, (message) => hand.#reply(message, answer), { queue: subject });
    await connection.bus.flush();
    return hand;
  }

  close(): Promise<void> {
    return this.#connection.close();
  }

  #reply({ reply, headers, data }: BusMessage, answer: (calls: readonly HandCall[]) => HandAnswer): void {
    const input = JSON.parse(Buffer.from(data).toString('utf8')) as HandCall['input'];
    this.calls.push({ input, headers, atMs: Date.now() });
    const answered = answer(this.calls);
    if (reply === undefined || answered === 'silence') return;
    const isError = 'error' in answered;
    this.#connection.bus.publish(reply, Buffer.from(JSON.stringify(isError ? { error: answered.error } : answered)), {
      headers: {
        'Content-Type': 'application/json',
        ...(isError ? { 'Nats-Service-Error': 'refused', 'Nats-Service-Error-Code': String(answered.status) } : {}),
      },
    });
  }
}
