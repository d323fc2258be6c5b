import type { Clock } from '@bodybroker/domain';
import { isDomainError } from '@bodybroker/domain';
import type { StoreInstrumentation } from '@bodybroker/telemetry';
import type { RedisArgument, RedisClient, RedisCommands } from './redis-client.js';
import type { Script } from './script.js';

/** The client as the parts of one store use it: every operation is measured under a name from a small set. */
export class RedisSession {
  readonly client: RedisClient;
  readonly #clock: Clock;
  readonly #instrumentation: StoreInstrumentation;
  readonly #namespace: string;

  constructor(client: RedisClient, clock: Clock, instrumentation: StoreInstrumentation, namespace: string) {
    this.client = client;
    this.#clock = clock;
    this.#instrumentation = instrumentation;
    this.#namespace = namespace;
  }

  nowMs(): number {
    return this.#clock.now();
  }

  call(operation: string, command: string, args: readonly RedisArgument[]): Promise<unknown> {
    return this.#measure(operation, () => this.client.call(command, args));
  }

  run(operation: string, script: Script, keys: readonly string[], args: readonly RedisArgument[]): Promise<unknown> {
    return this.#measure(operation, () => this.client.run(script, keys, args));
  }

  commands(operation: string): RedisCommands {
    return { call: (command, args) => this.call(operation, command, args) };
  }

  async #measure(operation: string, work: () => Promise<unknown>): Promise<unknown> {
    const active = this.#instrumentation.storeCall({ system: 'redis', operation, namespace: this.#namespace });
    try {
      const reply = await active.run(work);
      active.end('OK');
      return reply;
    } catch (error) {
      active.end(isDomainError(error) ? error.code : 'INTERNAL', error);
      throw error;
    }
  }
}
