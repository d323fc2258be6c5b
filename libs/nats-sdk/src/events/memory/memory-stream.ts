import { subjectMatches } from '../../bus/subject.js';
import { RpcError } from '../../rpc/rpc-error.js';
import type { PublishAck, PublishEventOptions, StoredMessage, StreamInfo } from '../event-log.js';
import { DEFAULT_DUPLICATE_WINDOW_MS, type StreamDeclaration } from '../topology/topology.js';

/** One stream's messages, with the limits and checks a server makes. */
export class MemoryStream {
  readonly declaration: StreamDeclaration;
  readonly #now: () => number;
  readonly #filters: readonly (readonly string[])[];
  readonly #messages = new Map<number, StoredMessage>();
  readonly #ids = new Map<string, { readonly sequence: number; readonly storedMs: number }>();
  #lastSequence = 0;
  #bytes = 0;

  constructor(declaration: StreamDeclaration, now: () => number) {
    this.declaration = declaration;
    this.#now = now;
    this.#filters = declaration.subjects.map((subject) => subject.split('.'));
  }

  get lastSequence(): number {
    return this.#lastSequence;
  }

  takes(subject: string): boolean {
    const tokens = subject.split('.');
    return this.#filters.some((filter) => subjectMatches(filter, tokens));
  }

  append(subject: string, data: Uint8Array, options: PublishEventOptions): PublishAck {
    const { name, discard, maxMessages, maxMessageBytes } = this.declaration;
    this.#expire();
    const { messageId, expectedLastSubjectSequence: expected } = options;
    const known = messageId === undefined ? undefined : this.#ids.get(messageId);
    if (known) return { stream: name, sequence: known.sequence, duplicate: true };
    const current = this.last(subject)?.sequence ?? 0;
    if (expected !== undefined && expected !== current) {
      throw new RpcError('VERSION_CONFLICT', 'WRONG_LAST_SEQUENCE', `wrong last sequence: ${current}`, {
        details: { current_version: String(current) },
      });
    }
    const headers = { ...options.headers, ...(messageId !== undefined && { 'Nats-Msg-Id': messageId }) };
    const sizeBytes = data.byteLength + headerBytes(headers);
    if (maxMessageBytes !== undefined && sizeBytes > maxMessageBytes) {
      throw new RpcError('RESOURCE_EXHAUSTED', 'MESSAGE_TOO_LARGE', 'message size exceeds maximum allowed', {
        retryable: false,
      });
    }
    const replacesOne = this.declaration.maxMessagesPerSubject !== undefined && current > 0;
    if (discard === 'new' && !replacesOne && maxMessages !== undefined && this.#messages.size >= maxMessages) {
      throw new RpcError('RESOURCE_EXHAUSTED', 'STREAM_FULL', 'maximum messages exceeded');
    }
    const sequence = (this.#lastSequence += 1);
    const storedMs = this.#now();
    if (messageId !== undefined) this.#ids.set(messageId, { sequence, storedMs });
    this.#messages.set(sequence, { stream: name, sequence, subject, headers, data: data.slice(), storedMs });
    this.#bytes += sizeBytes;
    this.#trim(subject);
    return { stream: name, sequence, duplicate: false };
  }

  get(sequence: number): StoredMessage | undefined {
    this.#expire();
    return this.#messages.get(sequence);
  }

  last(subject: string): StoredMessage | undefined {
    this.#expire();
    const filter = subject.split('.');
    let found: StoredMessage | undefined;
    for (const message of this.#messages.values()) {
      if (subjectMatches(filter, message.subject.split('.'))) found = message;
    }
    return found;
  }

  /** The first message from `sequence` on that the filter takes. */
  next(sequence: number, filter: readonly string[]): StoredMessage | undefined {
    this.#expire();
    for (const message of this.#messages.values()) {
      if (message.sequence >= sequence && subjectMatches(filter, message.subject.split('.'))) return message;
    }
    return undefined;
  }

  count(sequence: number, filter: readonly string[]): number {
    this.#expire();
    let count = 0;
    for (const message of this.#messages.values()) {
      if (message.sequence >= sequence && subjectMatches(filter, message.subject.split('.'))) count += 1;
    }
    return count;
  }

  firstSequenceSince(timeMs: number): number {
    for (const message of this.#messages.values()) if (message.storedMs >= timeMs) return message.sequence;
    return this.#lastSequence + 1;
  }

  remove(sequence: number): boolean {
    const message = this.#messages.get(sequence);
    if (!message) return false;
    this.#messages.delete(sequence);
    this.#bytes -= message.data.byteLength + headerBytes(message.headers);
    return true;
  }

  info(): StreamInfo {
    this.#expire();
    const [first] = this.#messages.keys();
    return {
      name: this.declaration.name,
      subjects: this.declaration.subjects,
      messages: this.#messages.size,
      bytes: this.#bytes,
      firstSequence: first ?? (this.#lastSequence === 0 ? 0 : this.#lastSequence + 1),
      lastSequence: this.#lastSequence,
    };
  }

  #trim(subject: string): void {
    const { maxMessages = Infinity, maxBytes = Infinity, maxMessagesPerSubject = Infinity } = this.declaration;
    while (this.#messages.size > maxMessages || this.#bytes > maxBytes) {
      const [oldest] = this.#messages.keys();
      if (oldest === undefined) break;
      this.remove(oldest);
    }
    if (maxMessagesPerSubject === Infinity) return;
    const ofSubject = [...this.#messages.values()].filter((message) => message.subject === subject);
    for (const message of ofSubject.slice(0, -maxMessagesPerSubject)) this.remove(message.sequence);
  }

  #expire(): void {
    const now = this.#now();
    const { maxAgeMs = Infinity, duplicateWindowMs = DEFAULT_DUPLICATE_WINDOW_MS } = this.declaration;
    for (const [id, { storedMs }] of this.#ids) {
      if (now - storedMs < duplicateWindowMs) break;
      this.#ids.delete(id);
    }
    for (const message of this.#messages.values()) {
      if (now - message.storedMs < maxAgeMs) break;
      this.remove(message.sequence);
    }
  }
}

function headerBytes(headers: Readonly<Record<string, string>>): number {
  let bytes = 0;
  for (const [name, value] of Object.entries(headers)) bytes += name.length + value.length + 4;
  return bytes;
}
