import type { MessageHeaders } from '../../bus/bus.js';

/** An event ready to be published, or to be kept in an outbox until it is: plain data. */
export interface OutgoingEvent {
  /** Also the message id that lets a stream store it once. */
  readonly id: string;
  readonly type: string;
  /** `<type>.<player id or _>`. */
  readonly subject: string;
  readonly headers: MessageHeaders;
  /** The envelope. */
  readonly bytes: Uint8Array;
}
