import type { AppendListeners } from '../append-listeners.js';
import type { Outbox, OutboxEntry, OutboxTake } from '../store.js';
import type { KeyLayout } from './key-layout.js';
import type { RedisSession } from './redis-session.js';
import { readBytes, readNumber, readStream, readText } from './replies.js';
import { SETTLE_OUTBOX, TAKE_OUTBOX } from './scripts/outbox.js';

/** The outboxes of a RedisStore's shards. */
export class RedisOutbox implements Outbox {
  readonly #session: RedisSession;
  readonly #layouts: readonly KeyLayout[];
  readonly #listeners: AppendListeners;

  constructor(session: RedisSession, layouts: readonly KeyLayout[], listeners: AppendListeners) {
    this.#session = session;
    this.#layouts = layouts;
    this.#listeners = listeners;
  }

  async take(
    shard: number,
    holder: string,
    options: { readonly limit: number; readonly holdMs: number },
  ): Promise<OutboxTake> {
    const args = [holder, options.holdMs, options.limit];
    const reply = await this.#session.run('outbox', TAKE_OUTBOX, this.#keys(shard), args);
    if (reply === null) return { status: 'busy' };
    const entries = readStream(reply).map(({ sequence, fields }) => readEntry(shard, sequence, fields));
    return { status: 'taken', entries };
  }

  async settle(
    shard: number,
    holder: string,
    done: readonly bigint[],
    options: { readonly keepMs?: number } = {},
  ): Promise<number> {
    const args = [holder, options.keepMs ?? 0, ...done.map((sequence) => `0-${sequence}`)];
    return readNumber(await this.#session.run('outbox', SETTLE_OUTBOX, this.#keys(shard), args));
  }

  async backlog(): Promise<readonly number[]> {
    const lengths = this.#layouts.map((layout) => this.#session.client.call('XLEN', [layout.outbox()]));
    return (await Promise.all(lengths)).map(readNumber);
  }

  onAppend(listener: (shard: number) => void): () => void {
    return this.#listeners.add(listener);
  }

  #keys(shard: number): [string, string] {
    const layout = this.#layouts[shard];
    if (layout === undefined) throw new RangeError(`there is no shard ${shard}`);
    return [layout.outbox(), layout.outboxRelay()];
  }
}

function readEntry(shard: number, sequence: bigint, fields: ReadonlyMap<string, unknown>): OutboxEntry {
  const headers = readText(fields.get('h'));
  return {
    shard,
    sequence,
    event: {
      id: readText(fields.get('i')),
      subject: readText(fields.get('s')),
      bytes: readBytes(fields.get('d')),
      ...(headers === '' ? {} : { headers: JSON.parse(headers) as Record<string, string> }),
    },
  };
}
