import type { RpcError } from '@bodybroker/nats-sdk';

/** How a stream looks on the connection. */
export interface StreamEncoder {
  readonly contentType: string;
  /** Sent before the first frame; empty: nothing. */
  readonly opening: string;
  /** Sent while there is nothing to say, so that proxies keep the connection; empty: the form has none. */
  readonly heartbeat: string;
  /**
   * One response message of the service.
   * @throws the error that the message carries in place of a payload
   */
  frame(bytes: Uint8Array): string | Uint8Array;
  /** The stream has come to its end; empty: the end of the body says so. */
  end(): string | Uint8Array;
  /** The stream has failed; sent in place of `end`. */
  error(error: RpcError): string | Uint8Array;
}
