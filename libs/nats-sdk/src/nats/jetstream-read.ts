import { nuid, type Msg } from 'nats';
import { pause } from '../events/pause.js';
import type { ReadOptions, StoredMessage } from '../events/event-log.js';
import { RpcError } from '../rpc/rpc-error.js';
import type { JetStreamApi } from './jetstream-api.js';
import { requestBatch, type Batch } from './jetstream-batch.js';
import { deleteConsumer } from './jetstream-consumers.js';
import { parseAckSubject, type AckSubject } from './jetstream-delivery.js';
import { fromNatsHeaders } from './jetstream-headers.js';
import { lastMessage } from './jetstream-messages.js';
import { toDeliverPolicy } from './jetstream-position.js';

const BATCH = 100;
const WAIT_MS = 5_000;
/** The server forgets a reader that has gone away after this long. */
const INACTIVE_NANOS = 60_000_000_000;
const PAUSE_MS = 200;

/**
 * Reads through a passing consumer without acks. Whenever something may have been lost on the way (a gap in the
 * consumer's own count, a lost connection, a silent node), a new consumer starts after the last message that arrived.
 */
export async function* readStream(
  api: JetStreamApi,
  stream: string,
  options: ReadOptions,
): AsyncGenerator<StoredMessage> {
  const { signal } = options;
  let start = options.start;
  let lastSequence = start.from === 'sequence' ? start.sequence - 1 : 0;
  let target = await endOf(api, stream, options);
  while (!signal.aborted) {
    const reader = await openReader(api, stream, { ...options, start });
    if (!reader) return;
    try {
      // `new` means new since this call, not since the latest reconnect.
      if (start.from === 'new') start = { from: 'sequence', sequence: reader.firstSequence };
      for await (const message of reader.messages()) {
        lastSequence = message.sequence;
        start = { from: 'sequence', sequence: message.sequence + 1 };
        yield message;
      }
    } finally {
      reader.close();
    }
    if (reader.finished) {
      // Asked again, because the last one of before may have been removed.
      if (lastSequence < target) target = Math.min(target, await endOf(api, stream, options));
      if (lastSequence >= target) return;
    }
    if (!signal.aborted) await pause(PAUSE_MS, signal);
  }
}

// The consumer may live on a replica that is behind and has fewer messages: what its end is, the stream's leader knows.
async function endOf(
  api: JetStreamApi,
  stream: string,
  { filterSubject = '>', start, end, signal }: ReadOptions,
): Promise<number> {
  if (end === 'follow' || start.from === 'new' || signal.aborted) return 0;
  const last = await lastMessage(api, stream, filterSubject);
  return last && (start.from !== 'time' || last.storedMs >= start.timeMs) ? last.sequence : 0;
}

interface ConsumerCreated {
  readonly num_pending: number;
  readonly delivered: { readonly consumer_seq: number; readonly stream_seq: number };
}

async function openReader(api: JetStreamApi, stream: string, options: ReadOptions): Promise<Reader | undefined> {
  const { signal, filterSubject, start } = options;
  const name = `read-${nuid.next()}`;
  const generation = api.gate.generation;
  try {
    const created = await api.call<ConsumerCreated>(
      `CONSUMER.CREATE.${stream}.${name}`,
      {
        stream_name: stream,
        config: {
          name,
          ...toDeliverPolicy(start),
          ...(filterSubject !== undefined && { filter_subject: filterSubject }),
          ack_policy: 'none',
          max_deliver: -1,
          mem_storage: true,
          num_replicas: 1,
          inactive_threshold: INACTIVE_NANOS,
        },
      },
      { signal },
    );
    return new Reader(api, { stream, name, generation, created, options });
  } catch (error) {
    if (signal.aborted) return undefined;
    // Whoever follows waits for the stream's node as long as it takes; a stream that does not exist never comes.
    if (
      options.end === 'follow' &&
      error instanceof RpcError &&
      error.code === 'UNAVAILABLE' &&
      !api.connection.isClosed()
    ) {
      return openReader(api, stream, options);
    }
    throw error;
  }
}

interface ReaderFacts {
  readonly stream: string;
  readonly name: string;
  /** The connection's when the consumer was asked for. */
  readonly generation: number;
  readonly created: ConsumerCreated;
  readonly options: ReadOptions;
}

class Reader {
  /** Whether it ended because its node has no more to read; only where reading stops at the end. */
  finished = false;
  readonly #api: JetStreamApi;
  readonly #facts: ReaderFacts;
  #consumerSequence = 0;

  constructor(api: JetStreamApi, facts: ReaderFacts) {
    this.#api = api;
    this.#facts = facts;
  }

  /** The stream's next sequence when a consumer of new messages began. */
  get firstSequence(): number {
    return this.#facts.created.delivered.stream_seq + 1;
  }

  async *messages(): AsyncGenerator<StoredMessage> {
    const { stream, name, created, options } = this.#facts;
    const { signal, end } = options;
    if (end === 'stop-at-end' && created.num_pending === 0) {
      this.finished = true;
      return;
    }
    while (!signal.aborted) {
      const batch = await requestBatch(this.#api, stream, name, {
        max: BATCH,
        waitMs: end === 'follow' ? WAIT_MS : 0,
        signal,
      });
      for (const message of batch.messages) {
        const place = message.reply === undefined ? undefined : parseAckSubject(message.reply);
        if (place?.consumerSequence !== this.#consumerSequence + 1) return;
        this.#consumerSequence += 1;
        yield toStored(message, place);
        if (signal.aborted) return;
        if (end === 'stop-at-end' && place.pending === 0) {
          this.finished = true;
          return;
        }
      }
      if (!(await this.#isWhole(batch))) return;
    }
  }

  close(): void {
    if (this.#api.connection.isClosed()) return;
    // Nobody waits for it; where it fails the server forgets the consumer by itself.
    deleteConsumer(this.#api, this.#facts.stream, this.#facts.name).catch(() => undefined);
  }

  // Without acks a message lost on its way is never sent again; at the stream's end only the server's count tells.
  async #isWhole({ end, messages }: Batch): Promise<boolean> {
    if (this.#api.gate.generation !== this.#facts.generation) return false;
    if (end === 'full') return true;
    if (end !== 'expired' && end !== 'empty') return false;
    // Checked where the end seems to be; while messages flow, a gap shows in the next one.
    if (messages.length > 0) return true;
    const { stream, name, options } = this.#facts;
    const info = await this.#api
      .call<ConsumerCreated>(`CONSUMER.INFO.${stream}.${name}`, undefined, { signal: options.signal })
      .catch(() => undefined);
    if (info?.delivered.consumer_seq !== this.#consumerSequence) return false;
    if (options.end === 'stop-at-end' && info.num_pending === 0) this.finished = true;
    return !this.finished;
  }
}

function toStored(message: Msg, place: AckSubject): StoredMessage {
  return {
    stream: place.stream,
    sequence: place.streamSequence,
    subject: message.subject,
    headers: fromNatsHeaders(message.headers),
    data: message.data,
    storedMs: place.storedMs,
  };
}
