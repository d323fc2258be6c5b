import { REPLY_ALLOWANCE, type ReplyAllowance } from './reply-allowance.js';

export interface StreamOptions {
  /** Frames the peer may send ahead of the reader. Default 128. */
  readonly window: number;
  /** A stream on which nothing is sent for this long sends a heartbeat, in milliseconds. Default 5 000. */
  readonly heartbeatMs: number;
  /** A peer of whom nothing is heard for this long is lost, in milliseconds. Default 15 000. */
  readonly peerTimeoutMs: number;
  /**
   * What the message server lets the peer send to one reply subject. Default 320 messages within 65 s, as deploy/nats has it. A stream throws a
   * RangeError when the other options do not fit into it.
   */
  readonly allowance: ReplyAllowance;
}

export const DEFAULT_STREAM_OPTIONS: StreamOptions = {
  window: 128,
  heartbeatMs: 5_000,
  peerTimeoutMs: 15_000,
  allowance: REPLY_ALLOWANCE,
};
