import type { Msg } from 'nats';
import type { BusMessage, MessageHeaders } from '../bus/bus.js';

const NO_HEADERS: MessageHeaders = Object.freeze({});

/** A received NATS message; headers are read when somebody asks for them. */
export class NatsMessage implements BusMessage {
  readonly #message: Msg;
  #headers: MessageHeaders | undefined;

  constructor(message: Msg) {
    this.#message = message;
  }

  get subject(): string {
    return this.#message.subject;
  }

  get reply(): string | undefined {
    const { reply } = this.#message;
    return reply === undefined || reply === '' ? undefined : reply;
  }

  get headers(): MessageHeaders {
    this.#headers ??= readHeaders(this.#message);
    return this.#headers;
  }

  get status(): number | undefined {
    const code = this.#message.headers?.code;
    return code === undefined || code === 0 ? undefined : code;
  }

  get data(): Uint8Array {
    return this.#message.data;
  }
}

function readHeaders(message: Msg): MessageHeaders {
  if (message.headers === undefined) return NO_HEADERS;
  const headers: Record<string, string> = {};
  for (const [name, values] of message.headers) headers[name] = values[0] ?? '';
  return headers;
}
