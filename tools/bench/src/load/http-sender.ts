import { HttpConnection } from './http-connection.js';
import type { HttpTarget } from './http-target.js';

/** Sends one request at a time on each of as many connections as are needed at once. */
export class HttpSender {
  readonly #target: HttpTarget;
  readonly #request: Buffer;
  readonly #idle: (() => Promise<void>)[] = [];
  readonly #connections: HttpConnection[] = [];

  constructor(target: HttpTarget) {
    this.#target = target;
    this.#request = Buffer.from(target.request);
  }

  /** @throws Error when the answer is not 200 or does not come */
  async send(): Promise<void> {
    const exchange = this.#idle.pop() ?? this.#open();
    try {
      await exchange();
    } finally {
      this.#idle.push(exchange);
    }
  }

  close(): void {
    for (const connection of this.#connections) connection.close();
  }

  #open(): () => Promise<void> {
    let onAnswer: (status: number | Error) => void = () => undefined;
    const connection = new HttpConnection({
      port: this.#target.port,
      request: this.#request,
      onAnswer: (status) => onAnswer(status),
    });
    this.#connections.push(connection);
    return () =>
      new Promise((resolve, reject) => {
        onAnswer = (status) => {
          if (status === 200) resolve();
          else reject(status instanceof Error ? status : new Error(`HTTP ${status}`));
        };
        connection.send();
      });
  }
}
