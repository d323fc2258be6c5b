import type { StreamInfo } from '../events/event-log.js';
import type { JetStreamApi } from './jetstream-api.js';
import { JETSTREAM_ERROR, JetStreamApiError } from './jetstream-error.js';

/** A stream's settings as the server keeps them; durations in nanoseconds. */
export interface StreamConfig {
  readonly name: string;
  readonly description?: string;
  readonly subjects?: readonly string[];
  readonly retention?: string;
  readonly storage?: string;
  readonly discard?: string;
  readonly max_age?: number;
  readonly max_msgs?: number;
  readonly max_bytes?: number;
  readonly max_msg_size?: number;
  readonly max_msgs_per_subject?: number;
  readonly duplicate_window?: number;
  readonly num_replicas?: number;
  readonly deny_delete?: boolean;
  readonly deny_purge?: boolean;
  readonly allow_direct?: boolean;
  readonly allow_rollup_hdrs?: boolean;
}

export interface StreamAnswer {
  readonly config: StreamConfig;
  readonly state: {
    readonly messages: number;
    readonly bytes: number;
    readonly first_seq: number;
    readonly last_seq: number;
  };
}

interface StreamPage {
  readonly total: number;
  readonly streams: readonly StreamAnswer[] | null;
}

export async function findStream(api: JetStreamApi, name: string): Promise<StreamAnswer | undefined> {
  try {
    return await api.call<StreamAnswer>(`STREAM.INFO.${name}`);
  } catch (error) {
    if (error instanceof JetStreamApiError && error.errorCode === JETSTREAM_ERROR.streamNotFound) return undefined;
    throw error;
  }
}

interface NamesPage {
  readonly streams: readonly string[] | null;
}

/** Asks for names only: what a stream holds and how it is set up is not everybody's to know. */
export async function findStreamTaking(api: JetStreamApi, subject: string): Promise<string | undefined> {
  const { streams } = await api.call<NamesPage>('STREAM.NAMES', { subject });
  return streams?.[0];
}

/** All streams, sorted by name; those behind key-value buckets are `KV_<bucket>`. */
export async function listStreams(api: JetStreamApi): Promise<StreamAnswer[]> {
  const found: StreamAnswer[] = [];
  for (let offset = 0; ;) {
    const page = await api.call<StreamPage>('STREAM.LIST', { offset });
    const streams = page.streams ?? [];
    found.push(...streams);
    offset += streams.length;
    if (streams.length === 0 || offset >= page.total) break;
  }
  return found.sort((a, b) => (a.config.name < b.config.name ? -1 : 1));
}

export function toStreamInfo({ config, state }: StreamAnswer): StreamInfo {
  return {
    name: config.name,
    subjects: config.subjects ?? [],
    messages: state.messages,
    bytes: state.bytes,
    firstSequence: state.first_seq,
    lastSequence: state.last_seq,
  };
}
