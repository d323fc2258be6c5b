import { Events, type NatsConnection, type Status } from 'nats';
import type { RpcError } from '../rpc/rpc-error.js';
import { refusalOf } from './refusal.js';

/**
 * Knows whether the connection is up. Publishing while it is down would fill the client's unbounded buffer, and what a
 * server sent while it went down may be lost: readers compare `generation` to notice.
 */
export interface ConnectionGate {
  /** Grows by one with each loss of the connection. */
  readonly generation: number;
  readonly connected: boolean;
  /** Resolves when connected, closed for good, after `timeoutMs`, or when the signal aborts. */
  whenConnected(timeoutMs: number, signal?: AbortSignal): Promise<void>;
  /** Calls `listener` when the server does not permit what is published to a subject. Returns how to stop that. */
  onRefusal(subject: string, listener: (error: RpcError) => void): () => void;
}

/** Watches `nc` until it closes. */
export function createConnectionGate(nc: NatsConnection): ConnectionGate {
  const gate = new StatusGate();
  void gate.follow(nc);
  return gate;
}

class StatusGate implements ConnectionGate {
  generation = 0;
  connected = true;
  readonly #waiting = new Set<() => void>();
  readonly #publishing = new Map<object, { readonly subject: string; readonly listener: (error: RpcError) => void }>();

  async follow(nc: NatsConnection): Promise<void> {
    for await (const { type, permissionContext } of nc.status()) {
      if (permissionContext?.operation === 'publish') this.#refuse(permissionContext);
      if (type === Events.Disconnect) {
        this.generation += 1;
        this.connected = false;
      } else if (type === Events.Reconnect) this.#open();
    }
    // Closed: whoever waits shall meet the closed connection's own error.
    this.#open();
  }

  async whenConnected(timeoutMs: number, signal?: AbortSignal): Promise<void> {
    if (this.connected || signal?.aborted) return;
    await new Promise<void>((resolve) => {
      const done = (): void => {
        clearTimeout(timer);
        this.#waiting.delete(done);
        signal?.removeEventListener('abort', done);
        resolve();
      };
      const timer = setTimeout(done, Math.max(0, timeoutMs));
      this.#waiting.add(done);
      signal?.addEventListener('abort', done);
    });
  }

  onRefusal(subject: string, listener: (error: RpcError) => void): () => void {
    const key = {};
    this.#publishing.set(key, { subject, listener });
    return () => void this.#publishing.delete(key);
  }

  #refuse(context: NonNullable<Status['permissionContext']>): void {
    const error = refusalOf(context);
    for (const { subject, listener } of [...this.#publishing.values()]) {
      if (error !== undefined && subject === context.subject) listener(error);
    }
  }

  #open(): void {
    this.connected = true;
    for (const done of [...this.#waiting]) done();
  }
}
