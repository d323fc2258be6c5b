import { messageTooLarge } from '../../bus/message-size.js';
import { RpcError } from '../rpc-error.js';

// The subject and reply of a message count towards no limit, its headers do; those of the first part are measured.
const CHUNK_HEADER_BYTES = 64;

export interface Chunk {
  /** Value of Bb-Chunk: `<index>/<count>`. */
  readonly label: string;
  readonly data: Uint8Array;
}

/** Cuts a body into parts that fit into messages with `headersBytes` of headers each. */
export function splitBody(body: Uint8Array, maxPayloadBytes: number, headersBytes: number): readonly Chunk[] {
  const room = maxPayloadBytes - headersBytes - CHUNK_HEADER_BYTES;
  if (room <= 0) throw messageTooLarge(headersBytes, maxPayloadBytes);
  const count = Math.ceil(body.length / room);
  return Array.from({ length: count }, (_, index) => ({
    label: `${index}/${count}`,
    data: body.subarray(index * room, (index + 1) * room),
  }));
}

/** Joins the parts of one body, which must come in order, and refuses more than `maxBytes`. */
export class ChunkJoiner {
  readonly #maxBytes: number;
  readonly #parts: Uint8Array[] = [];
  #count = 0;
  #sizeBytes = 0;

  constructor(maxBytes: number) {
    this.#maxBytes = maxBytes;
  }

  /**
   * Takes the next part; gives the body when it was the last.
   * @throws RpcError DATA_LOSS when a part is missing, RESOURCE_EXHAUSTED when there is too much
   */
  add(label: string, data: Uint8Array): Uint8Array | undefined {
    const [, index, count] = /^(\d{1,6})\/(\d{1,6})$/.exec(label) ?? [];
    if (this.#parts.length === 0) this.#count = Number(count);
    if (Number(index) !== this.#parts.length || Number(count) !== this.#count || this.#count === 0) {
      throw new RpcError(
        'DATA_LOSS',
        'CHUNK_MISSING',
        `expected part ${this.#parts.length}, got "${label.slice(0, 32)}"`,
      );
    }
    this.#sizeBytes += data.length;
    if (this.#sizeBytes > this.#maxBytes) throw messageTooLarge(this.#sizeBytes, this.#maxBytes);
    // Copied: a received part is a view of the socket's buffer.
    this.#parts.push(data.slice());
    return this.#parts.length === this.#count ? Buffer.concat(this.#parts) : undefined;
  }
}
