import { isRpcError, type EventLog } from '@bodybroker/nats-sdk';
import type { LedgerRecord } from '../domain/ledger-record.js';
import { exactJson } from './exact-json.js';

/** A record and where it lies in the stream. */
export interface StoredRecord {
  readonly sequence: number;
  readonly record: LedgerRecord;
}

const STREAM = 'PAYMENT_LEDGER';
const records = exactJson<LedgerRecord>();
/** Longer than a leader change takes; a caller that does not wait so long repeats its call by its key. */
const APPEND_TIMEOUT_MS = 10_000;

/** The truth: every record of every account, for ever. One subject an account, one message a record. */
export class LedgerStream {
  readonly #events: EventLog;

  constructor(events: EventLog) {
    this.#events = events;
  }

  /**
   * Writes an account's next record behind its last. Resolves with its place once the stream has it.
   * @param lastSequence of the account; 0: it has none
   * @throws RpcError VERSION_CONFLICT when the account went on meanwhile; UNAVAILABLE: whether it was written is not known
   */
  async append(record: LedgerRecord, lastSequence: number): Promise<number> {
    const { sequence } = await this.#events.publish(subjectOf(record.account), records.encode(record), {
      expectedLastSubjectSequence: lastSequence,
      timeoutMs: APPEND_TIMEOUT_MS,
    });
    return sequence;
  }

  /** An account's last record. */
  async head(account: string): Promise<StoredRecord | undefined> {
    const message = await this.#events.last(STREAM, subjectOf(account));
    return message && { sequence: message.sequence, record: records.decode(message.data) };
  }

  async at(sequence: number): Promise<StoredRecord | undefined> {
    const message = await this.#events.get(STREAM, sequence);
    return message && { sequence, record: records.decode(message.data) };
  }

  /** The records after a place up to now, in order: of one account, or of all. */
  async *read(
    after: number,
    { account, signal = NEVER }: { readonly account?: string; readonly signal?: AbortSignal } = {},
  ): AsyncGenerator<StoredRecord> {
    const messages = this.#events.read(STREAM, {
      ...(account === undefined ? {} : { filterSubject: subjectOf(account) }),
      start: { from: 'sequence', sequence: after + 1 },
      end: 'stop-at-end',
      signal,
    });
    for await (const { sequence, data } of messages) yield { sequence, record: records.decode(data) };
  }

  /** The place of the last record of all; 0: there is none. */
  async lastSequence(): Promise<number> {
    return (await this.#events.stream(STREAM))?.lastSequence ?? 0;
  }
}

/** Whether an append came too late: the account has a newer record. */
export function isOvertaken(error: unknown): boolean {
  return isRpcError(error) && error.code === 'VERSION_CONFLICT';
}

// A dot would make two tokens of one name; no account has a "=".
function subjectOf(account: string): string {
  return `ledger.${account.replaceAll('.', '=')}`;
}

const NEVER = new AbortController().signal;
