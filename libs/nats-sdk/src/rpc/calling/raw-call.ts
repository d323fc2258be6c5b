import type { MessageHeaders } from '../../bus/bus.js';

/** A request as bytes, ready to be sent any number of times. */
export interface RawCall {
  readonly subject: string;
  readonly body: Uint8Array;
  /** Without Bb-Timeout-Ms, which is written at each attempt. */
  readonly headers: MessageHeaders;
  /** When the caller's time is up (performance.now()); undefined: never. */
  readonly deadline: number | undefined;
}

/** A whole reply: parts joined, compression undone. */
export interface RawReply {
  readonly headers: MessageHeaders;
  readonly body: Uint8Array;
}
