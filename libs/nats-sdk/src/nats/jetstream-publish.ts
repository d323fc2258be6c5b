import { nuid } from 'nats';
import type { PublishAck, PublishEventOptions } from '../events/event-log.js';
import type { JetStreamApi } from './jetstream-api.js';
import { toNatsHeaders } from './jetstream-headers.js';
import { JetStreamApiError } from './jetstream-error.js';
import { lastMessage } from './jetstream-messages.js';

/** Longer than a leader change takes after kill -9 (about 4 s, measured; once 8 s). */
const DEFAULT_TIMEOUT_MS = 15_000;

interface PubAck {
  readonly stream: string;
  readonly seq: number;
  readonly duplicate?: boolean;
}

/** Publishes and waits for the ack. Every message gets an id, so that a try whose ack was lost can be repeated. */
export async function publishToStream(
  api: JetStreamApi,
  subject: string,
  data: Uint8Array,
  options: PublishEventOptions = {},
): Promise<PublishAck> {
  const { messageId, expectedLastSubjectSequence: expected } = options;
  const id = messageId ?? nuid.next();
  const headers = toNatsHeaders({ ...options.headers, 'Nats-Msg-Id': id });
  if (expected !== undefined) headers.set('Nats-Expected-Last-Subject-Sequence', String(expected));
  let outcome: 'certain' | 'uncertain' = 'certain';
  try {
    const ack = await api.request<PubAck>(subject, data, {
      headers,
      timeoutMs: options.timeoutMs ?? DEFAULT_TIMEOUT_MS,
      ...(options.signal && { signal: options.signal }),
      onRetry: (answered) => {
        if (answered === 'unanswered') outcome = 'uncertain';
      },
    });
    // An id made here is known to nobody else: a duplicate of it is the earlier try of this very call.
    return { stream: ack.stream, sequence: ack.seq, duplicate: messageId !== undefined && ack.duplicate === true };
  } catch (error) {
    if (!(error instanceof JetStreamApiError) || error.code !== 'VERSION_CONFLICT' || !error.stream) throw error;
    // Since 2.12 the server compares sequences before message ids, so what conflicts may be this message itself.
    if (messageId === undefined && outcome === 'certain') throw error;
    const last = await lastMessage(api, error.stream, subject);
    if (last?.headers['Nats-Msg-Id'] !== id) throw error;
    return { stream: last.stream, sequence: last.sequence, duplicate: messageId !== undefined };
  }
}
