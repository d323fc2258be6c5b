import type { EventLog, ReadOptions, StoredMessage } from '../events/event-log.js';
import { RpcError, isRpcError } from '../rpc/rpc-error.js';
import type { KeyValue, KeyValueChange, KeyValueEntry } from './key-value.js';

const KEY = /^[-/_=.a-zA-Z0-9]+$/;
const OPERATION = 'KV-Operation';
const EMPTY = new Uint8Array();

/** A bucket kept in the stream `KV_<bucket>` with a subject for each key (`$KV.<bucket>.<key>`). */
export class StreamKeyValue implements KeyValue {
  readonly #log: EventLog;
  readonly #stream: string;
  readonly #prefix: string;

  constructor(log: EventLog, bucket: string) {
    this.#log = log;
    this.#stream = `KV_${bucket}`;
    this.#prefix = `$KV.${bucket}.`;
  }

  async get(key: string): Promise<KeyValueEntry | undefined> {
    const message = await this.#log.last(this.#stream, this.#subject(key));
    return message && !isDeletion(message) ? this.#entry(message) : undefined;
  }

  async put(key: string, value: Uint8Array): Promise<number> {
    return (await this.#log.publish(this.#subject(key), value)).sequence;
  }

  async update(key: string, value: Uint8Array, expectedRevision: number): Promise<number> {
    const subject = this.#subject(key);
    try {
      return await this.#write(subject, value, expectedRevision);
    } catch (error) {
      if (expectedRevision !== 0 || !isRpcError(error) || error.code !== 'VERSION_CONFLICT') throw error;
      // Deleted keys count as absent, but their marker has a revision.
      const last = await this.#log.last(this.#stream, subject);
      if (!last || !isDeletion(last)) throw error;
      return this.#write(subject, value, last.sequence);
    }
  }

  async delete(key: string, expectedRevision?: number): Promise<void> {
    await this.#log.publish(this.#subject(key), EMPTY, {
      headers: { [OPERATION]: 'DEL' },
      ...(expectedRevision !== undefined && { expectedLastSubjectSequence: expectedRevision }),
    });
  }

  async keys(filter = '>'): Promise<string[]> {
    const keys = new Set<string>();
    const never = new AbortController().signal;
    for await (const message of this.#read(filter, { start: { from: 'all' }, end: 'stop-at-end', signal: never })) {
      const key = this.#key(message);
      if (isDeletion(message)) keys.delete(key);
      else keys.add(key);
    }
    return [...keys].sort();
  }

  async *watch(filter: string, { signal }: { readonly signal: AbortSignal }): AsyncGenerator<KeyValueChange> {
    let next = 1;
    // A bucket may keep older values of a key, and the mark of its deletion: only what counts now is told.
    const current = new Map<string, KeyValueEntry>();
    for await (const message of this.#read(filter, { start: { from: 'all' }, end: 'stop-at-end', signal })) {
      next = message.sequence + 1;
      const entry = this.#entry(message);
      current.delete(entry.key);
      if (!isDeletion(message)) current.set(entry.key, entry);
    }
    for (const entry of current.values()) yield { kind: 'put', entry };
    if (signal.aborted) return;
    yield { kind: 'up-to-date' };
    for await (const message of this.#read(filter, {
      start: { from: 'sequence', sequence: next },
      end: 'follow',
      signal,
    })) {
      yield isDeletion(message)
        ? { kind: 'delete', key: this.#key(message), revision: message.sequence }
        : { kind: 'put', entry: this.#entry(message) };
    }
  }

  #read(filter: string, options: Omit<ReadOptions, 'filterSubject'>): AsyncIterable<StoredMessage> {
    return this.#log.read(this.#stream, { ...options, filterSubject: this.#prefix + filter });
  }

  async #write(subject: string, value: Uint8Array, expectedRevision: number): Promise<number> {
    const ack = await this.#log.publish(subject, value, { expectedLastSubjectSequence: expectedRevision });
    return ack.sequence;
  }

  #subject(key: string): string {
    if (!KEY.test(key) || key.startsWith('.') || key.endsWith('.')) {
      throw new RpcError('INVALID_ARGUMENT', 'BAD_KEY', `${JSON.stringify(key)} is not a key of a bucket`);
    }
    return this.#prefix + key;
  }

  #key(message: StoredMessage): string {
    return message.subject.slice(this.#prefix.length);
  }

  #entry(message: StoredMessage): KeyValueEntry {
    return { key: this.#key(message), value: message.data, revision: message.sequence, createdMs: message.storedMs };
  }
}

function isDeletion(message: StoredMessage): boolean {
  return message.headers[OPERATION] !== undefined;
}
