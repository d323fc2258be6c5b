import type { RpcError } from '@bodybroker/nats-sdk';

/** Where the pieces of a stream are put, in order. */
export interface StreamOutput {
  /** Adds a text, in UTF-8. */
  text(value: string): void;
  /** Adds bytes; they are copied. */
  bytes(value: Uint8Array): void;
}

/** How a stream looks on the connection. */
export interface StreamEncoder {
  readonly contentType: string;
  /** Sent before the first frame; empty: nothing. */
  readonly opening: string;
  /** Sent while there is nothing to say, so that proxies keep the connection; empty: the form has none. */
  readonly heartbeat: string;
  /**
   * Puts one response message of the service into `output`.
   * @throws the error that the message carries in place of a payload, before anything of it was put there
   */
  frame(bytes: Uint8Array, output: StreamOutput): void;
  /** The stream has come to its end; empty: the end of the body says so. */
  end(): string | Uint8Array;
  /** The stream has failed; sent in place of `end`. */
  error(error: RpcError): string | Uint8Array;
}
