import type { StoredMessage } from '../events/event-log.js';
import type { JetStreamApi } from './jetstream-api.js';
import { JETSTREAM_ERROR, JetStreamApiError } from './jetstream-error.js';
import { parseHeaderBlock } from './jetstream-headers.js';

interface MessageAnswer {
  readonly message: {
    readonly subject: string;
    readonly seq: number;
    readonly hdrs?: string;
    readonly data?: string;
    readonly time: string;
  };
}

/** Asks the stream's leader, so that what was acked before is seen. */
export function messageAt(api: JetStreamApi, stream: string, sequence: number): Promise<StoredMessage | undefined> {
  return find(api, stream, { seq: sequence });
}

/** The last message of a subject; wildcards are fine. */
export function lastMessage(api: JetStreamApi, stream: string, subject: string): Promise<StoredMessage | undefined> {
  return find(api, stream, { last_by_subj: subject });
}

/** False when there was no such message. */
export async function removeMessage(api: JetStreamApi, stream: string, sequence: number): Promise<boolean> {
  try {
    await api.call(`STREAM.MSG.DELETE.${stream}`, { seq: sequence, no_erase: true });
    return true;
  } catch (error) {
    if (error instanceof JetStreamApiError && NOT_THERE.test(error.message)) return false;
    throw error;
  }
}

// One code (10057, also 10043) stands for this and for "message delete not permitted", from 2.9 to 2.15.
const NOT_THERE = /no message found|stream store EOF|sequence \d+ not found/;

async function find(api: JetStreamApi, stream: string, query: object): Promise<StoredMessage | undefined> {
  try {
    const { message } = await api.call<MessageAnswer>(`STREAM.MSG.GET.${stream}`, query);
    return {
      stream,
      sequence: message.seq,
      subject: message.subject,
      headers: parseHeaderBlock(message.hdrs),
      data: new Uint8Array(Buffer.from(message.data ?? '', 'base64')),
      storedMs: Date.parse(message.time),
    };
  } catch (error) {
    if (error instanceof JetStreamApiError && error.errorCode === JETSTREAM_ERROR.noMessageFound) return undefined;
    throw error;
  }
}
