import type { Put, Store } from '@bodybroker/storage';
import type { StreamChunk } from '../domain/stream-chunk.js';
import { jsonCodec } from './json-codec.js';

const KIND = 'chunk';
const TTL_MS = 300_000;
const PAGE = 256;
const codec = jsonCodec<StreamChunk>();

/** The chunks of streams, for five minutes each; at most MAX_STREAM_CHUNKS a stream. Heartbeats are not kept. */
export class ChunkLog {
  readonly #store: Store;

  constructor(store: Store) {
    this.#store = store;
  }

  /** What a commit in the stream's shard needs to keep chunks. */
  puts(streamId: string, chunks: readonly StreamChunk[]): readonly Put[] {
    return chunks.map((chunk) => ({
      kind: KIND,
      id: chunkId(streamId, chunk.sequence),
      bytes: codec.encode(chunk),
      ttlMs: TTL_MS,
    }));
  }

  async append(streamId: string, chunks: readonly StreamChunk[]): Promise<void> {
    await this.#store.shard(streamId).commit({ puts: this.puts(streamId, chunks) });
  }

  /** The chunks from `fromSequence` on, in order, up to the first that is not there (yet, or any more). */
  async read(streamId: string, fromSequence: number, limit: number): Promise<readonly StreamChunk[]> {
    const ids = Array.from({ length: limit }, (_, index) => chunkId(streamId, fromSequence + index));
    const stored = await this.#store.shard(streamId).getMany(KIND, ids);
    const chunks: StreamChunk[] = [];
    for (const entry of stored) {
      if (entry === undefined) break;
      chunks.push(codec.decode(entry.bytes));
    }
    return chunks;
  }

  /** The words of a stream so far. */
  async text(streamId: string): Promise<string> {
    let text = '';
    for (let from = 0; ; from += PAGE) {
      const page = await this.read(streamId, from, PAGE);
      text += page.map((chunk) => (chunk.kind === 'delta' ? chunk.text : '')).join('');
      if (page.length < PAGE) return text;
    }
  }
}

function chunkId(streamId: string, sequence: number): string {
  return `${streamId}/${sequence}`;
}
