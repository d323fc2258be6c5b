import type { Msg } from 'nats';
import type { BusMessage, MessageHeaders } from '../bus/bus.js';
import { NO_HEADERS, parseHeaders, type ParsedHeaders } from './parse-headers.js';

/**
 * What of a received message (nats 2.29) is read past its interface: the bytes. The interface decodes each part with a
 * TextDecoder and makes a map of lists of the headers. A test fails when a version of the client has it no more.
 */
interface ReceivedBytes {
  readonly _msg: {
    readonly subject: Uint8Array;
    readonly reply?: Uint8Array;
    /** Length of the header block in bytes; negative: no headers. */
    readonly hdr: number;
  };
  /** Header block and body. */
  readonly _rdata: Uint8Array;
}

/** A received NATS message; its parts are read when somebody asks for them. */
export class NatsMessage implements BusMessage {
  readonly #received: ReceivedBytes;
  #subject: string | undefined;
  #reply: string | undefined;
  #parsed: ParsedHeaders | undefined;

  constructor(message: Msg) {
    this.#received = message as Msg & ReceivedBytes;
  }

  get subject(): string {
    this.#subject ??= textOf(this.#received._msg.subject);
    return this.#subject;
  }

  get reply(): string | undefined {
    const { reply } = this.#received._msg;
    if (reply === undefined || reply.length === 0) return undefined;
    this.#reply ??= textOf(reply);
    return this.#reply;
  }

  get headers(): MessageHeaders {
    return this.#headerBlock().headers;
  }

  get status(): number | undefined {
    return this.#headerBlock().status;
  }

  get data(): Uint8Array {
    const { _msg: parts, _rdata: bytes } = this.#received;
    return parts.hdr > 0 ? bytes.subarray(parts.hdr) : bytes;
  }

  #headerBlock(): ParsedHeaders {
    if (this.#parsed === undefined) {
      const { _msg: parts, _rdata: bytes } = this.#received;
      this.#parsed = parts.hdr > 0 ? parseHeaders(textOf(bytes.subarray(0, parts.hdr))) : NO_HEADERS;
    }
    return this.#parsed;
  }
}

function textOf({ buffer, byteOffset, byteLength }: Uint8Array): string {
  return Buffer.from(buffer, byteOffset, byteLength).toString();
}
