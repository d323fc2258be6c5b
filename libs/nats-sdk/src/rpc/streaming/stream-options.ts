export interface StreamOptions {
  /** Frames the peer may send ahead of the reader. Default 64. */
  readonly window: number;
  /** A stream on which nothing is sent for this long sends a heartbeat, in milliseconds. Default 5 000. */
  readonly heartbeatMs: number;
  /** A peer of whom nothing is heard for this long is lost, in milliseconds. Default 15 000. */
  readonly peerTimeoutMs: number;
}

export const DEFAULT_STREAM_OPTIONS: StreamOptions = { window: 64, heartbeatMs: 5_000, peerTimeoutMs: 15_000 };
